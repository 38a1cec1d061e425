namespace MdfMetrics.Reports.Data;

/// <summary>The newest run of a pipeline.</summary>
internal sealed record LastRun
{
    public required string RunId { get; init; }

    public required DateTime Start { get; init; }

    public required string Status { get; init; }

    public double Duration { get; init; }
}
