namespace MdfMetrics;

/// <summary>One thing that is wrong in a store.</summary>
public sealed record StoreFinding
{
    /// <summary>What is wrong, see <see cref="FindingKind"/>.</summary>
    public required string kind { get; init; }

    /// <summary>The full path of the file or folder.</summary>
    public required string path { get; init; }

    /// <summary>The run it concerns; null where it is not known, or where there are many.</summary>
    public string? run_id { get; init; }

    /// <summary>What is wrong and what to do about it.</summary>
    public required string message { get; init; }

    /// <summary>What Repair-MdfMetrics does about it, see <see cref="FindingRepair"/>.</summary>
    public string repair { get; init; } = FindingRepair.None;

    /// <summary>The store's full path.</summary>
    public required string store { get; init; }
}
