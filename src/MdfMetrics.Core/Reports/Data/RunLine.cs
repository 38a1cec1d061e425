namespace MdfMetrics.Reports.Data;

/// <summary>The run that a report is about.</summary>
internal sealed record RunLine
{
    public required string RunId { get; init; }

    public string? Pipeline { get; init; }

    public required string Status { get; init; }

    public string? Error { get; init; }

    /// <summary>Where it failed, as far as its rows tell.</summary>
    public ErrorPlace? ErrorAt { get; init; }

    public required DateTime Start { get; init; }

    public DateTime? End { get; init; }

    public double Duration { get; init; }

    public string? Host { get; init; }

    public IReadOnlyDictionary<string, string>? Tags { get; init; }
}
