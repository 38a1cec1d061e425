namespace MdfMetrics.Reports.Data;

/// <summary>The report of several pipelines.</summary>
internal sealed record OverviewReport : Report
{
    public required StoreName Store { get; init; }

    /// <summary>By need.</summary>
    public required IReadOnlyList<PipelineLine> Pipelines { get; init; }

    /// <summary>The runs of the last days.</summary>
    public required IReadOnlyList<Lane> Lanes { get; init; }

    /// <summary>The newest first.</summary>
    public required IReadOnlyList<FailureLine> Failures { get; init; }
}
