namespace MdfMetrics.Reports.Data;

/// <summary>Runs that ended with the same error.</summary>
internal sealed record FailureGroup
{
    public required string Error { get; init; }

    public required IReadOnlyList<FailedRun> Runs { get; init; }
}
