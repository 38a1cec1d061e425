using MdfMetrics.PastRuns;

namespace MdfMetrics.Reports.Facts;

/// <summary>What is known of a run: its rows, the runs it is held against, and Compare-MdfRun's verdicts.</summary>
internal sealed record RunEvidence
{
    public required RunMetrics Run { get; init; }

    /// <summary>The runs that it is held against, the newest first; none: nothing to compare with.</summary>
    public required IReadOnlyList<RunMetrics> References { get; init; }

    /// <summary>Whether the user named the reference.</summary>
    public bool IsReferenceNamed { get; init; }

    /// <summary>The last runs of its pipeline, the oldest first; this one is the last.</summary>
    public required IReadOnlyList<RunMetrics> History { get; init; }

    /// <summary>The last runs whose operators are known; of runs with many rows only the newest.</summary>
    public required IReadOnlySet<RunMetrics> WithOperators { get; init; }

    public required RunRows Rows { get; init; }

    public required ComparedRows Compared { get; init; }

    public bool IsCompleted => Run.status == RunStatus.Completed;

    public bool IsFailed => Run.status is RunStatus.Failed or RunStatus.Abandoned;

    public bool IsRunning => Run.status == RunStatus.Running;

    public bool HasReference => References.Count > 0;

    /// <summary>"the 10 runs before", as part of a sentence.</summary>
    public string Before => IsReferenceNamed ? $"run {References[0].run_id}"
        : References.Count == 1 ? "the run before"
        : $"the {References.Count} runs before";

    /// <summary>What follows a usual value in a sentence.</summary>
    public string AtTheMedian => References.Count > 1 ? " at the median" : string.Empty;
}
