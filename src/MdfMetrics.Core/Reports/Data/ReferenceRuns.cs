namespace MdfMetrics.Reports.Data;

/// <summary>The runs that figures are held against.</summary>
internal sealed record ReferenceRuns
{
    public required int Count { get; init; }

    /// <summary>"median of the 10 completed runs before".</summary>
    public required string Label { get; init; }

    /// <summary>"median of 10".</summary>
    public required string Short { get; init; }

    /// <summary>When the first of them started.</summary>
    public DateTime? First { get; init; }

    /// <summary>The one that the user named.</summary>
    public string? RunId { get; init; }

    /// <summary>What stands before a usual value; null: usually.</summary>
    public string? Word { get; init; }

    /// <summary>True where they are the runs before a step.</summary>
    public bool? Before { get; init; }
}
