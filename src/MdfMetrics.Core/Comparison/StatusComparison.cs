namespace MdfMetrics.Comparison;

/// <summary>How a run ended, and what that makes of its figures.</summary>
internal static class StatusComparison
{
    public static JudgedRow Judge(RunComparison blank, IReadOnlyList<RunMetrics> references, RunMetrics run)
    {
        bool hadFailed = references.Any(IsFailed);
        string verdict = IsFailed(run) ? RunVerdict.Worse
            : run.status != RunStatus.Completed ? RunVerdict.Unknown
            : hadFailed ? RunVerdict.Better
            : RunVerdict.Same;
        string status = string.IsNullOrEmpty(run.error)
            ? run.status
            : $"{run.status}: {run.error.ReplaceLineEndings(" ")}";
        return new JudgedRow(
            blank with
            {
                metric = "status",
                verdict = verdict,
                reason = hadFailed ? $"{status}; the reference {references.First(IsFailed).status}" : status,
            },
            double.PositiveInfinity);
    }

    /// <summary>A row of a run that did not come to its end: what it left undone makes nothing better.</summary>
    public static JudgedRow Unflattered(JudgedRow judged, RunMetrics run) =>
        run.status == RunStatus.Completed || judged.Row.verdict != RunVerdict.Better ? judged : judged with
        {
            Row = judged.Row with
            {
                verdict = RunVerdict.Unknown,
                reason = $"{judged.Row.reason}, but the run is {run.status}",
            },
        };

    private static bool IsFailed(RunMetrics run) => run.status is RunStatus.Failed or RunStatus.Abandoned;
}
