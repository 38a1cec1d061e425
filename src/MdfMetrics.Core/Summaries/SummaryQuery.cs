using MdfMetrics.Summaries.Periods;

namespace MdfMetrics.Summaries;

/// <summary>Which rows of a summary to read; what is null does not restrict.</summary>
public sealed record SummaryQuery
{
    /// <summary>How long the periods are.</summary>
    public SummaryPeriod Period { get; init; } = SummaryPeriod.Day;

    /// <summary>Only periods that end after this moment, UTC.</summary>
    public DateTime? SinceUtc { get; init; }

    /// <summary>Only periods that begin at this moment or before, UTC.</summary>
    public DateTime? UntilUtc { get; init; }

    /// <summary>Only the newest periods of each pipeline that have rows asked for, so many.</summary>
    public int? Last { get; init; }

    /// <summary>A test of the pipeline's name, which is null for runs without one.</summary>
    public Func<string?, bool>? PipelineMatches { get; init; }

    /// <summary>A test of the stage's name.</summary>
    public Func<string, bool>? StageMatches { get; init; }

    /// <summary>A test of the operator's name.</summary>
    public Func<string, bool>? OperatorMatches { get; init; }
}
