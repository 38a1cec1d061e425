namespace MdfMetrics.Reports.Data;

/// <summary>The pipeline that a report is about.</summary>
internal sealed record PipelineLabel
{
    public string? Name { get; init; }

    public IReadOnlyDictionary<string, string>? Tags { get; init; }

    /// <summary>daily or hourly.</summary>
    public required string Cadence { get; init; }
}
