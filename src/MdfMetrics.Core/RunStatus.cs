namespace MdfMetrics;

/// <summary>The values of the column status of runs.</summary>
public static class RunStatus
{
    /// <summary>The run is live. Never in a file.</summary>
    public const string Running = "running";

    /// <summary>The run ended without a terminating error.</summary>
    public const string Completed = "completed";

    /// <summary>The run ended by a terminating error, <c>exit n</c> or an interrupt.</summary>
    public const string Failed = "failed";

    /// <summary>The process of the run died; its journal was restored.</summary>
    public const string Abandoned = "abandoned";
}
