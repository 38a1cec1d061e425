namespace MdfMetrics.Aggregation;

/// <summary>What follows of counts and times.</summary>
internal static class Rates
{
    /// <summary>100 · output / input; NaN when nothing came in.</summary>
    public static double PassRate(long input, long output) => input > 0 ? 100.0 * output / input : double.NaN;

    /// <summary>Records a second; 0 when no time passed or none is known.</summary>
    public static double Throughput(long records, double seconds) => seconds > 0 ? records / seconds : 0;

    /// <summary>Seconds a record; NaN when nothing came in.</summary>
    public static double MeanLatency(long records, double seconds) => records > 0 ? seconds / records : double.NaN;
}
