namespace MdfMetrics.Reports.Pipelines;

/// <summary>What a page needs of an operator in many runs, in their places; NaN where a run lacks it.</summary>
internal sealed class OperatorSeries(string stage, string name, int runs)
{
    public string Stage { get; } = stage;

    public string Name { get; } = name;

    public string FullName => $"{Stage} / {Name}";

    /// <summary>Seconds of its slowest worker.</summary>
    public double[] Time { get; } = Unknown(runs);

    public double[] P95 { get; } = Unknown(runs);

    public double[] PassRate { get; } = Unknown(runs);

    public long[] Errors { get; } = new long[runs];

    private static double[] Unknown(int runs)
    {
        double[] values = new double[runs];
        Array.Fill(values, double.NaN);
        return values;
    }
}
