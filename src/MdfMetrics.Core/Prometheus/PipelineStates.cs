using MdfMetrics.Journal.Replay;
using MdfMetrics.Storage.Reading;

namespace MdfMetrics.Prometheus;

/// <summary>The pipelines of some stores, in the order in which their runs first come.</summary>
internal sealed class PipelineStates(Func<string?, bool>? matches, Action<MetricsException> onError)
{
    private readonly Dictionary<string, PipelineState> _byName = new(StringComparer.Ordinal);
    private readonly List<PipelineState> _all = [];

    public IReadOnlyList<PipelineState> All => _all;

    /// <summary>Adds the runs of a store that count.</summary>
    /// <exception cref="MetricsException">StoreNotFound</exception>
    public void AddStore(string store, TimeProvider time, CancellationToken token)
    {
        var query = new RunQuery { PipelineMatches = matches };
        var unwritten = new Dictionary<string, RunMetrics>(StringComparer.OrdinalIgnoreCase);

        // Journals first: a run that is written meanwhile is found in one of the two at least.
        foreach (RunMetrics run in new JournalReader(store, time).ReadRunsAtFirstSight(query, onError))
        {
            unwritten[RunId.Key(run.run_id)] = run;
        }

        // The last run may be a completed one, and is not one of those before it.
        IEnumerable<RunMetrics> written =
            new MetricsReader(store).ReadNewestFigures(PipelineState.UsualRuns + 1, onError, token);
        foreach (RunMetrics run in written)
        {
            unwritten.Remove(RunId.Key(run.run_id));
            if (matches?.Invoke(run.pipeline_name) != false)
            {
                Of(run).AddEnded(run);
            }
        }

        foreach (RunMetrics run in unwritten.Values)
        {
            if (run.status == RunStatus.Running)
            {
                Of(run).AddActive(run);
            }
            else
            {
                Of(run).AddEnded(run);
            }
        }
    }

    private PipelineState Of(RunMetrics run)
    {
        // Names that files hold differ also as UTF-8; those in journals might not, and a series must not come twice.
        string name = WellFormed.Text(run.pipeline_name ?? string.Empty);
        if (!_byName.TryGetValue(name, out PipelineState? pipeline))
        {
            _byName.Add(name, pipeline = new PipelineState(name));
            _all.Add(pipeline);
        }

        return pipeline;
    }
}
