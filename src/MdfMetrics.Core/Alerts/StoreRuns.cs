using MdfMetrics.Journal.Replay;
using MdfMetrics.Storage.Reading;

namespace MdfMetrics.Alerts;

/// <summary>The runs of stores: those that are written, and those that only journals tell of, dead or going on.</summary>
/// <param name="pipelines">Only runs of these pipelines; null: all.</param>
/// <param name="onError">Receives what can't be read.</param>
internal sealed class StoreRuns(
    Func<string?, bool>? pipelines,
    TimeProvider clock,
    Action<MetricsException> onError,
    CancellationToken token)
{
    private readonly Dictionary<string, IReadOnlyList<RunMetrics>> _unwritten = [];
    private readonly RunQuery _query = new() { PipelineMatches = pipelines };

    /// <summary>All runs, oldest first, each once.</summary>
    /// <exception cref="MetricsException">StoreNotFound</exception>
    public IEnumerable<RunMetrics> Read(string store)
    {
        // The journals first: a run that is written meanwhile is then in both of them, and not in none.
        IReadOnlyList<RunMetrics> unwritten = Unwritten(store);
        IEnumerable<RunMetrics> written = new MetricsReader(store).ReadRuns(_query, onError, token);
        return unwritten.Count == 0 ? written : Merge(written, unwritten);
    }

    /// <summary>The runs that are not written yet, oldest first. Those that go on have lasted until now.</summary>
    public IReadOnlyList<RunMetrics> Unwritten(string store)
    {
        if (!_unwritten.TryGetValue(store, out IReadOnlyList<RunMetrics>? runs))
        {
            runs = [.. new JournalReader(store, clock).ReadRuns(_query, onError, token).Select(UpToNow)];
            _unwritten.Add(store, runs);
        }

        return runs;
    }

    /// <summary>A run that goes on has lasted until now, not until the last thing that its journal tells.</summary>
    public RunMetrics UpToNow(RunMetrics run) => run.status == RunStatus.Running && run.StartUtc is { } start
        ? run with { duration = (clock.GetUtcNow().UtcDateTime - start).TotalSeconds }
        : run;

    private static IEnumerable<RunMetrics> Merge(IEnumerable<RunMetrics> written, IReadOnlyList<RunMetrics> unwritten)
    {
        var missing = new HashSet<string>(
            unwritten.Select(run => RunId.Key(run.run_id)),
            StringComparer.OrdinalIgnoreCase);
        foreach (RunMetrics run in OrderedRuns.OldestFirst(written, unwritten, last: null))
        {
            if (missing.Remove(RunId.Key(run.run_id)) || run.path is not null)
            {
                yield return run;
            }
        }
    }
}
