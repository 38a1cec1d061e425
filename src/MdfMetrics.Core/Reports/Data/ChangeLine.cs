namespace MdfMetrics.Reports.Data;

/// <summary>Something that was otherwise in all the runs before.</summary>
internal sealed record ChangeLine
{
    /// <summary>context or config.</summary>
    public required string Kind { get; init; }

    public required string What { get; init; }

    /// <summary>Null: it was not there.</summary>
    public string? Was { get; init; }

    /// <summary>Null: it is gone.</summary>
    public string? Now { get; init; }

    public required DateTime Since { get; init; }

    /// <summary>"first slow run".</summary>
    public required string Note { get; init; }
}
