namespace MdfMetrics;

/// <summary>The values of <see cref="SummaryUpdate.status"/>.</summary>
public static class SummaryUpdateStatus
{
    /// <summary>The summary has changed.</summary>
    public const string Updated = "updated";

    /// <summary>All of it was counted anew, in another time zone.</summary>
    public const string Rebuilt = "rebuilt";

    /// <summary>There was nothing to add.</summary>
    public const string Unchanged = "unchanged";

    /// <summary>Other maintenance is at work on the store.</summary>
    public const string Busy = "busy";
}
