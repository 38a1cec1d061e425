using MdfMetrics.Storage.Layout;

namespace MdfMetrics.Storage.Commits;

/// <summary>What maintenance tells readers at one moment: the newest change, and what they are to pass over.</summary>
internal sealed class CommittedChanges
{
    private readonly HashSet<string> _replaced = new(StringComparer.Ordinal);
    private readonly HashSet<string> _removedKeys = new(StringComparer.OrdinalIgnoreCase);

    private CommittedChanges(string store)
    {
        while (true)
        {
            try
            {
                Read(store);
                return;
            }
            catch (FileNotFoundException)
            {
                // Finished and gone between listing and reading.
                _replaced.Clear();
                _removedKeys.Clear();
            }
        }
    }

    /// <summary>The newest change; 0 where there was none.</summary>
    public long Generation { get; private set; }

    /// <summary>The state of a store now.</summary>
    public static CommittedChanges Of(string store) => new(store);

    /// <summary>The newest change of a store now.</summary>
    public static long GenerationOf(string store) =>
        MaintenanceLayout.Committed(store) is { Length: > 0 } generations ? generations[^1] : 0;

    /// <summary>Whether a file was replaced.</summary>
    public bool IsReplaced(string path) => _replaced.Contains(path);

    /// <summary>Whether a run was removed.</summary>
    public bool IsRemoved(string runId) => _removedKeys.Contains(RunId.Key(runId));

    private void Read(string store)
    {
        foreach (long generation in MaintenanceLayout.Committed(store))
        {
            Generation = generation;
            ChangeRecord record;
            try
            {
                record = ChangeRecord.Read(MaintenanceLayout.Record(store, generation), generation);
            }
            catch (MetricsException)
            {
                // Test-MdfMetrics and the next maintenance tell of it. Each run is read from one file all the same.
                continue;
            }

            foreach (string replaced in record.Replaces)
            {
                _replaced.Add(Path.Combine(store, replaced.Replace('/', Path.DirectorySeparatorChar)));
            }

            _removedKeys.UnionWith(record.RemovedRuns.Select(RunId.Key));
        }
    }
}
