using MdfMetrics.Progress;
using MdfMetrics.Storage.Reading;
using MdfMetrics.Storage.Schema;

namespace MdfMetrics.Maintenance.Retention;

/// <summary>What a policy says about the runs of a store.</summary>
/// <param name="Runs">The runs that go, oldest first.</param>
/// <param name="Kept">How many stay as the policy says.</param>
/// <param name="Live">How many would go if no process were at work on them.</param>
/// <param name="BytesOver">How far the store stays above the size asked for, because of what is kept.</param>
internal sealed record RetentionChoice(IReadOnlyList<RunCandidate> Runs, int Kept, int Live, long BytesOver)
{
    /// <summary>Applies a policy; changes nothing.</summary>
    /// <param name="store">The store's full path.</param>
    /// <param name="policy">The policy.</param>
    /// <param name="time">The clock that heartbeats are watched by.</param>
    /// <param name="onError">Receives what can't be read; it stays.</param>
    /// <param name="progress">Follows the work; null: nothing does.</param>
    /// <exception cref="MetricsException"><see cref="MetricsError.StoreNotFound"/></exception>
    public static RetentionChoice Make(
        string store,
        RetentionPolicy policy,
        TimeProvider time,
        Action<MetricsException> onError,
        CancellationToken token,
        WorkProgress? progress = null)
    {
        progress ??= WorkProgress.None;
        bool IsOfPolicy(RunMetrics run) => policy.Pipelines?.Invoke(run.pipeline_name) != false;
        var newer = new NewerRuns();
        bool MayGo(RunMetrics run)
        {
            bool mayGo = policy.MaxBytes is not null || run.StartUtc < policy.BeforeUtc;
            if (!mayGo && IsOfPolicy(run))
            {
                newer.Add(run);
            }

            return mayGo && IsOfPolicy(run);
        }

        var candidates =
            new RunCandidates(store, time, onError) { Columns = MetricsSchema.RunLabels, Progress = progress };
        List<RunCandidate> runs = candidates.Read(new RunQuery(), MayGo, token);
        runs.RemoveAll(run => !IsOfPolicy(run.Run));
        bool[] isKept = FindKept(runs, newer, policy);
        bool IsOld(int i) => runs[i].Run.StartUtc < policy.BeforeUtc;
        HashSet<string> live = candidates.FindLive(
            runs.Where((_, i) => !isKept[i] && (IsOld(i) || policy.MaxBytes is not null)),
            token);
        RunSizes? sizes = policy.MaxBytes is null ? null : RunSizes.Of(store, runs, onError, progress, token);
        long bytes = sizes?.Total ?? 0;
        long most = policy.MaxBytes ?? long.MaxValue;
        var going = new List<RunCandidate>();
        int spared = 0;

        // The oldest first: those that are too old come before those that size takes, which age may make room for.
        foreach (int i in Enumerable.Range(0, runs.Count).Where(i => !isKept[i]))
        {
            if (!IsOld(i) && bytes <= most)
            {
                continue;
            }

            if (live.Contains(runs[i].Key))
            {
                spared++;
                continue;
            }

            going.Add(runs[i]);
            bytes -= sizes?.Of(runs[i].Key) ?? 0;
        }

        int kept = newer.Count + runs.Count - going.Count - spared;
        return new RetentionChoice(going, kept, spared, Math.Max(0, bytes - most));
    }

    private static bool[] FindKept(List<RunCandidate> runs, NewerRuns newer, RetentionPolicy policy)
    {
        var isKept = new bool[runs.Count];
        foreach (IGrouping<string?, int> pipeline in Enumerable.Range(0, runs.Count)
            .Reverse()
            .GroupBy(i => runs[i].Run.pipeline_name))
        {
            int left = policy.KeepLast - newer.DatedOf(pipeline.Key);
            foreach (int i in pipeline)
            {
                // One whose start is not known is none of the newest.
                bool isDated = runs[i].Run.StartUtc is not null;
                isKept[i] = (isDated && left > 0) || policy.Keeps(runs[i].Run);
                left -= isDated && runs[i].IsWritten ? 1 : 0;
            }
        }

        return isKept;
    }
}
