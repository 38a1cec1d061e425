using MdfMetrics.Reports.Words;

namespace MdfMetrics.Reports.Data;

/// <summary>What the page says first.</summary>
internal sealed record Verdict
{
    /// <summary>failed, worse, empty, same or better: see VerdictLevel.</summary>
    public required string Level { get; init; }

    public required Sentence Headline { get; init; }

    /// <summary>What caused it, one sentence or two a cause.</summary>
    public IReadOnlyList<Sentence> Leads { get; init; } = [];

    public IReadOnlyList<Sentence> Notes { get; init; } = [];
}
