namespace MdfMetrics.Reports.Data;

/// <summary>A run that did not complete.</summary>
internal sealed record FailedRun
{
    public required string RunId { get; init; }

    public required DateTime Start { get; init; }

    public required string Status { get; init; }

    /// <summary>Seconds from its start to its end.</summary>
    public double After { get; init; }
}
