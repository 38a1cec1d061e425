using MdfMetrics.Reports.Data;

namespace MdfMetrics.Reports.Pipelines;

/// <summary>How a pipeline does: what moved, what failed, and whether someone should look.</summary>
internal sealed class PipelineState
{
    // What went wrong longer ago than this many runs needs nobody's eyes any more.
    private const int Recent = 10;

    public PipelineState(PipelineHistory history)
    {
        History = history;
        Step = StepFinder.Find(history.Completed, "duration");
        LowPass = history.Worse("overall_pass_rate");
        Level = LevelOf(history.Newest);
    }

    public PipelineHistory History { get; }

    /// <summary>The step of the duration; null where there is none.</summary>
    public Step? Step { get; }

    /// <summary>The runs that let fewer records through than those before them.</summary>
    public IReadOnlyList<RunMetrics> LowPass { get; }

    /// <summary>See <see cref="VerdictLevel"/>.</summary>
    public string Level { get; }

    /// <summary>The completed runs that figures are of: those since the step, else all.</summary>
    public IReadOnlyList<RunMetrics> Current => Step?.Since ?? History.Completed;

    private string LevelOf(RunMetrics newest)
    {
        RunMetrics[] recent = [.. History.Runs.TakeLast(Recent)];
        return newest.status is RunStatus.Failed or RunStatus.Abandoned ? VerdictLevel.Failed
            : Step is { IsWorse: true } || recent.Any(LowPass.Contains) || recent.Any(History.NotCompleted.Contains)
                || History.IsWorse(newest, "duration")
                ? VerdictLevel.Worse
            : History.Empty.Contains(newest) && History.Empty.Count < History.Completed.Count ? VerdictLevel.Empty
            : Step is not null ? VerdictLevel.Better
            : VerdictLevel.Same;
    }
}
