namespace MdfMetrics.Alerts;

/// <summary>Which runs of a store a rule is about.</summary>
internal enum AlertRuns
{
    /// <summary>Those that ended, or whose process died.</summary>
    Ended,

    /// <summary>Those that are going on.</summary>
    Running,

    All,
}
