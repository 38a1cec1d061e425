using MdfMetrics.ParquetFiles;
using MdfMetrics.ParquetFiles.Values;
using MdfMetrics.Storage.Layout;
using MdfMetrics.Storage.Reading;
using MdfMetrics.Storage.Schema;
using MdfMetrics.Summaries.Scanning;

namespace MdfMetrics.Summaries.Sources;

/// <summary>The runs of a store that have ended, each once.</summary>
internal sealed class SourceRuns
{
    private readonly List<SourceRun> _runs = [];
    private readonly Dictionary<ReadOnlyMemory<char>, int> _numbers = new(RunIdComparer.Instance);

    private SourceRuns()
    {
    }

    /// <summary>How many there are.</summary>
    public int Count => _runs.Count;

    /// <summary>A run by its number, from 0.</summary>
    public SourceRun this[int number] => _runs[number];

    /// <summary>Reads the runs of a store.</summary>
    /// <param name="store">The store's full path.</param>
    /// <param name="onError">Receives each file that can't be read, on the caller's thread.</param>
    /// <param name="token">Stops the reading.</param>
    /// <exception cref="MetricsException"><see cref="MetricsError.StoreNotFound"/></exception>
    public static SourceRuns Read(string store, Action<MetricsException> onError, CancellationToken token)
    {
        StoreListing listing = StoreListing.Of(store, MetricsSchema.Runs);
        DatasetFile[] files = [.. listing.Files];
        var rows = new List<(int File, SourceRun Run)>();
        IReadOnlyCollection<DamagedFile> damaged = ParallelColumnScan.Run(
            MetricsSchema.Runs,
            files,
            static _ => true,
            static () => new List<(int, SourceRun)>(),
            static (file, group, found) => ReadRowsAsync(group, run => found.Add((file, run))),
            rows.AddRange,
            token);
        HashSet<int> torn = [.. damaged.Select(static file => file.File)];
        foreach (DamagedFile file in damaged)
        {
            onError(file.Error);
        }

        // Threads come to an end in any order; of a run that lies in two files the first one's row counts.
        var runs = new SourceRuns();
        foreach ((int file, SourceRun run) in rows.OrderBy(static row => row.File))
        {
            if (!torn.Contains(file)
                && run.Id.Length > 0
                && run.End != RunEnd.Running
                && !listing.View.IsRemoved(run.Id))
            {
                runs.Add(run);
            }
        }

        return runs;
    }

    /// <summary>The number of a run; -1: there is none of the id.</summary>
    public int Find(ReadOnlyMemory<char> id) => _numbers.TryGetValue(id, out int number) ? number : -1;

    private void Add(SourceRun run)
    {
        if (_numbers.TryAdd(run.Id.AsMemory(), _runs.Count))
        {
            _runs.Add(run);
        }
    }

    private static async ValueTask ReadRowsAsync(ColumnGroup group, Action<SourceRun> add)
    {
        using ColumnValues<ReadOnlyMemory<char>> ids = await group.ReadTextAsync(nameof(RunMetrics.run_id));
        using ColumnValues<DateTime> starts = await group.ReadTimesAsync(nameof(RunMetrics.start_time));
        using ColumnValues<DateTime> ends = await group.ReadTimesAsync(nameof(RunMetrics.end_time));
        using ColumnValues<double> durations = await group.ReadFloatsAsync(nameof(RunMetrics.duration));
        using ColumnValues<long> inputs = await group.ReadIntegersAsync(nameof(RunMetrics.total_input_records));
        using ColumnValues<long> outputs = await group.ReadIntegersAsync(nameof(RunMetrics.total_output_records));
        using ColumnValues<long> errors = await group.ReadIntegersAsync(nameof(RunMetrics.total_errors));
        using ColumnValues<ReadOnlyMemory<char>> statuses = await group.ReadTextAsync(nameof(RunMetrics.status));
        using ColumnValues<ReadOnlyMemory<char>> contexts = await group.ReadTextAsync(nameof(RunMetrics.context));
        for (int i = 0; i < group.RowCount; i++)
        {
            RunEnd end = End(statuses.Get(i).Span);
            double duration = durations.TryGet(i, out double seconds) ? seconds : double.NaN;
            Fingerprint print = default;
            print.Add(starts.Get(i).Ticks);
            print.Add(ends.Get(i).Ticks);
            print.Add(duration);
            print.Add(inputs.Get(i));
            print.Add(outputs.Get(i));
            print.Add(errors.Get(i));
            print.Add((long)end);
            print.Add(contexts.Get(i).Span);
            add(new SourceRun(
                ids.Get(i).ToString(),
                starts.Get(i),
                end,
                duration,
                inputs.Get(i),
                outputs.Get(i),
                errors.Get(i),
                print.Value));
        }
    }

    private static RunEnd End(ReadOnlySpan<char> status) => status switch
    {
        RunStatus.Failed => RunEnd.Failed,
        RunStatus.Abandoned => RunEnd.Abandoned,
        RunStatus.Running => RunEnd.Running,
        _ => RunEnd.Completed,
    };
}
