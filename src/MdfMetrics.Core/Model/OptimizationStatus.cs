namespace MdfMetrics;

/// <summary>The values of <see cref="StoreOptimization.status"/>.</summary>
public static class OptimizationStatus
{
    /// <summary>Files were merged.</summary>
    public const string Optimized = "optimized";

    /// <summary>There was nothing to merge.</summary>
    public const string Unchanged = "unchanged";

    /// <summary>Other maintenance is going on; nothing was done.</summary>
    public const string Busy = "busy";

    /// <summary>Nothing was done: the figures are what -WhatIf finds would be.</summary>
    public const string Planned = "planned";
}
