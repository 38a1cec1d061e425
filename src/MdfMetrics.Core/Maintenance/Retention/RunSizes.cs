using MdfMetrics.Maintenance.RowChanges;
using MdfMetrics.Progress;

namespace MdfMetrics.Maintenance.Retention;

/// <summary>
/// How many bytes each run takes: its files, its journals, and of files of many runs its share of the rows. Summaries
/// and what is no run's count for none.
/// </summary>
internal sealed class RunSizes
{
    private readonly Dictionary<string, long> _bytes = new(StringComparer.OrdinalIgnoreCase);

    private RunSizes()
    {
    }

    public long Total => _bytes.Values.Sum();

    /// <summary>Measures runs.</summary>
    /// <param name="store">The store's full path.</param>
    /// <param name="onError">Receives files that can't be read.</param>
    /// <param name="progress">Follows the work.</param>
    public static RunSizes Of(
        string store,
        IReadOnlyCollection<RunCandidate> runs,
        Action<MetricsException> onError,
        WorkProgress progress,
        CancellationToken token)
    {
        var sizes = new RunSizes();
        var found = new RunFiles(store, [.. runs.Select(run => run.Run)], onError, token) { Progress = progress };
        foreach (RunFile file in found.FindAll())
        {
            foreach (string key in file.Keys)
            {
                sizes.Add(key, file.BytesOf(key));
            }
        }

        foreach (RunCandidate run in runs)
        {
            sizes.Add(run.Key, run.MeasureJournal().Bytes);
        }

        return sizes;
    }

    public long Of(string key) => _bytes.GetValueOrDefault(key);

    private void Add(string key, long bytes) => _bytes[key] = Of(key) + bytes;
}
