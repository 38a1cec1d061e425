using MdfMetrics.Storage.Reading;

namespace MdfMetrics.PastRuns;

/// <summary>Rows of runs, each run's read once: from memory where the run brings them, else from its store.</summary>
/// <param name="inMemory">The rows that a run brings along; null when it brings none.</param>
/// <param name="read">Reads the rows of runs of one store.</param>
/// <param name="onError">Receives a store that can't be read; its runs then have no rows.</param>
internal sealed class RowCache<TRow>(
    Func<RunMetrics, IReadOnlyList<TRow>?> inMemory,
    Func<MetricsReader, IReadOnlyList<RunMetrics>, IEnumerable<TRow>> read,
    Func<TRow, string> idOf,
    Action<MetricsException> onError)
{
    private readonly Dictionary<(string? Store, string Key), IReadOnlyList<TRow>> _rows = [];

    /// <summary>Reads the rows of many runs at a time: a store's folder is listed once a call.</summary>
    public void Load(IEnumerable<RunMetrics> runs)
    {
        RunMetrics[] missing = [.. runs.Where(run => !_rows.ContainsKey(KeyOf(run))).DistinctBy(KeyOf)];
        foreach (RunMetrics run in missing)
        {
            _rows[KeyOf(run)] = inMemory(run) ?? [];
        }

        foreach (IGrouping<string?, RunMetrics> stored in missing
            .Where(run => inMemory(run) is null && run.store is not null)
            .GroupBy(run => run.store))
        {
            LoadStore(stored.Key!, [.. stored]);
        }
    }

    /// <summary>The rows of a run in their order.</summary>
    public IReadOnlyList<TRow> Of(RunMetrics run)
    {
        Load([run]);
        return _rows[KeyOf(run)];
    }

    private static (string? Store, string Key) KeyOf(RunMetrics run) =>
        (run.store, RunId.Canonical(run.run_id));

    private void LoadStore(string store, IReadOnlyList<RunMetrics> runs)
    {
        try
        {
            foreach (IGrouping<string, TRow> rows in read(new MetricsReader(store), runs)
                .GroupBy(row => RunId.Canonical(idOf(row))))
            {
                _rows[(store, rows.Key)] = [.. rows];
            }
        }
        catch (MetricsException e)
        {
            onError(e);
        }
    }
}
