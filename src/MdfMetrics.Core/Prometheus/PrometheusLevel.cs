namespace MdfMetrics.Prometheus;

/// <summary>How far down a textfile goes; each level has those before it.</summary>
public enum PrometheusLevel
{
    /// <summary>The last run of each pipeline.</summary>
    Run,

    /// <summary>Its stages.</summary>
    Stage,

    /// <summary>Their operators, workers merged.</summary>
    Operator,
}
