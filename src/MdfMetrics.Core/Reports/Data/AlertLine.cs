namespace MdfMetrics.Reports.Data;

/// <summary>A rule that fired.</summary>
internal sealed record AlertLine
{
    public required string Severity { get; init; }

    public required string Rule { get; init; }

    public required string Text { get; init; }

    public required string Condition { get; init; }

    public required string Level { get; init; }
}
