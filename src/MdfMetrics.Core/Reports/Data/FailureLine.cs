namespace MdfMetrics.Reports.Data;

/// <summary>A run of any pipeline that did not complete.</summary>
internal sealed record FailureLine
{
    public string? Pipeline { get; init; }

    public required string RunId { get; init; }

    public required DateTime Start { get; init; }

    public required string Status { get; init; }

    public double After { get; init; }

    public string? Error { get; init; }
}
