using MdfMetrics.Storage.Reading;

namespace MdfMetrics.Integrity;

/// <summary>The runs that a store has, as the check comes upon them; used by several threads.</summary>
internal sealed class KnownRuns(string store)
{
    private static readonly TimeSpan s_pause = TimeSpan.FromSeconds(1);

    private readonly object _gate = new();
    private readonly HashSet<string> _keys = new(StringComparer.OrdinalIgnoreCase);

    public void Add(string runId)
    {
        lock (_gate)
        {
            _keys.Add(RunId.Key(runId));
        }
    }

    public bool Contains(string runId)
    {
        lock (_gate)
        {
            return _keys.Contains(RunId.Key(runId));
        }
    }

    /// <summary>
    /// Adds those of some runs that were written since the store was listed, or lie behind a link. A writer may be at
    /// work between a run's rows and the run, so those that are missing are looked for once more.
    /// </summary>
    public void Refresh(IReadOnlyCollection<string> runIds, CancellationToken token)
    {
        Look(runIds, token);
        string[] missing = [.. runIds.Where(run => !Contains(run))];
        if (missing.Length > 0 && !token.WaitHandle.WaitOne(s_pause))
        {
            Look(missing, token);
        }
    }

    private void Look(IReadOnlyCollection<string> runIds, CancellationToken token)
    {
        if (runIds.Count == 0)
        {
            return;
        }

        var query = new RunQuery { ExactIds = runIds };
        foreach (RunMetrics run in new MetricsReader(store).ReadRuns(query, static _ => { }, token))
        {
            Add(run.run_id);
        }
    }
}
