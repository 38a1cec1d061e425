namespace MdfMetrics;

/// <summary>What Repair-MdfMetrics has done.</summary>
public sealed record StoreRepair
{
    /// <summary>What was done, see <see cref="FindingRepair"/>.</summary>
    public required string repair { get; init; }

    /// <summary>What was wrong, see <see cref="FindingKind"/>.</summary>
    public required string kind { get; init; }

    /// <summary>Where the file or folder was.</summary>
    public required string path { get; init; }

    /// <summary>Where it is now; null when it was removed.</summary>
    public string? destination { get; init; }

    /// <summary>The store's full path.</summary>
    public required string store { get; init; }
}
