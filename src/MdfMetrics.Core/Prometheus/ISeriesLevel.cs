namespace MdfMetrics.Prometheus;

/// <summary>The series of one level.</summary>
internal interface ISeriesLevel
{
    PrometheusLevel Level { get; }

    /// <summary>How many there are.</summary>
    long Count { get; }

    void Write(TextFormat text);
}
