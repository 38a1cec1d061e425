namespace MdfMetrics;

/// <summary>The values of <see cref="RetentionSummary.status"/>.</summary>
public static class RetentionStatus
{
    /// <summary>The policy was applied.</summary>
    public const string Cleared = "cleared";

    /// <summary>Nothing was changed: -WhatIf.</summary>
    public const string Planned = "planned";

    /// <summary>Nothing was changed: other maintenance of the store was going on.</summary>
    public const string Busy = "busy";
}
