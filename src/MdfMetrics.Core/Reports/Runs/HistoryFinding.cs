using MdfMetrics.Reports.Facts;
using MdfMetrics.Reports.Words;

namespace MdfMetrics.Reports.Runs;

/// <summary>How the last runs went.</summary>
internal static class HistoryFinding
{
    public static string Of(RunFacts facts, IReadOnlyList<Cause> causes, DateWords dates)
    {
        IReadOnlyList<RunMetrics> runs = facts.Evidence.History;
        if (runs.Count == 1)
        {
            return "It is the first run of its pipeline in this store.";
        }

        int failed = runs.Count(run => run.status is RunStatus.Failed or RunStatus.Abandoned);
        string ends = failed == 0 ? "all completed" : $"{failed} did not complete";
        string since = string.Concat(causes
            .Where(cause => cause.Since.Count > 1)
            .Select(cause => $" {Spoken.Capital(cause.Word)} since {dates.Of(cause.Since.First)}."));
        return $"Last {runs.Count} runs: {ends}.{since}";
    }
}
