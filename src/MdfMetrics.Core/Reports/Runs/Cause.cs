using MdfMetrics.Reports.Facts;
using MdfMetrics.Reports.Words;

namespace MdfMetrics.Reports.Runs;

/// <summary>Something that is wrong with a run.</summary>
/// <param name="Clause">What, as it goes into the headline after "but": "1.7× slower than usual".</param>
/// <param name="Leads">Who did it.</param>
/// <param name="Since">The runs like this one.</param>
/// <param name="First">What the first of them is called: "first slow run".</param>
internal sealed record Cause(Sentence Clause, IReadOnlyList<Sentence> Leads, Streak Since, string First)
{
    /// <summary>The column of the run that tells it; null: none does.</summary>
    public string? Metric { get; init; }

    /// <summary>What the run is since then: "slow".</summary>
    public required string Word { get; init; }
}
