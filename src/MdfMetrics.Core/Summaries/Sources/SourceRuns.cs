using MdfMetrics.ParquetFiles;
using MdfMetrics.ParquetFiles.Values;
using MdfMetrics.Progress;
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

    private SourceRuns(IEnumerable<(DatasetFile File, SourceRun Run)> rows)
    {
        foreach ((DatasetFile file, SourceRun run) in rows)
        {
            _numbers.Add(run.Id.AsMemory(), _runs.Count);
            _runs.Add(run);
            if (DatasetFile.NameOfMany(file.Key, run.Id) is { } name)
            {
                NamesOfMany.Add(name);
            }
        }
    }

    /// <summary>See <see cref="DatasetFile.NameOfMany"/>.</summary>
    public HashSet<string> NamesOfMany { get; } = new(StringComparer.OrdinalIgnoreCase);

    public int Count => _runs.Count;

    /// <summary>A run by its number, from 0.</summary>
    public SourceRun this[int number] => _runs[number];

    /// <summary>Reads the runs of a store.</summary>
    /// <param name="store">The store's full path.</param>
    /// <param name="onError">Receives each file that can't be read, on the caller's thread.</param>
    /// <param name="progress">Follows the work.</param>
    /// <exception cref="MetricsException"><see cref="MetricsError.StoreNotFound"/></exception>
    public static SourceRuns Read(
        string store,
        Action<MetricsException> onError,
        WorkProgress progress,
        CancellationToken token)
    {
        StoreListing listing = StoreListing.Of(store, MetricsSchema.Runs);
        progress.Begin($"Reading {MetricsSchema.Runs.Name}", "files", listing.Files.Count, left: 4);
        var rows = new List<(string Path, SourceRun Run)>();
        IReadOnlyList<DamagedFile> damaged =
            new ParallelColumnScan(MetricsSchema.Runs, listing.Files, static _ => true, progress, token)
                .Run(() => new Visitor(rows));
        HashSet<string> torn = [.. damaged.Select(static file => file.File.Path)];
        foreach (DamagedFile file in damaged)
        {
            onError(file.Error);
        }

        // Threads come to an end in any order.
        ILookup<string, SourceRun> byFile = rows.ToLookup(static row => row.Path, static row => row.Run);
        var counting = new Dictionary<ReadOnlyMemory<char>, (DatasetFile File, SourceRun Run)>(RunIdComparer.Instance);
        foreach (DatasetFile file in listing.Files.Where(file => !torn.Contains(file.Path)))
        {
            foreach (SourceRun run in byFile[file.Path])
            {
                if (!counting.TryGetValue(run.Id.AsMemory(), out (DatasetFile File, SourceRun) other)
                    || FilePrecedence.Precedes(run.Id, file, other.File))
                {
                    counting[run.Id.AsMemory()] = (file, run);
                }
            }
        }

        return new SourceRuns(counting.Values.Where(row =>
            row.Run.Id.Length > 0 && row.Run.End != RunEnd.Running && !listing.View.IsRemoved(row.Run.Id)));
    }

    /// <summary>The number of a run; -1: there is none of the id.</summary>
    public int Find(ReadOnlyMemory<char> id) => _numbers.TryGetValue(id, out int number) ? number : -1;

    private static async ValueTask ReadRowsAsync(ColumnGroup group, Action<SourceRun> add)
    {
        using ColumnValues<ReadOnlyMemory<char>> ids = await group.ReadTextAsync(nameof(RunMetrics.run_id));
        using ColumnValues<DateTime> starts = await group.ReadTimesAsync(nameof(RunMetrics.start_time));
        using ColumnValues<DateTime> ends = await group.ReadTimesAsync(nameof(RunMetrics.end_time));
        using ColumnValues<double> durations = await group.ReadFloatsAsync(nameof(RunMetrics.duration));
        using ColumnValues<long> inputs = await group.ReadIntegersAsync(nameof(RunMetrics.total_input_records));
        using ColumnValues<long> outputs = await group.ReadIntegersAsync(nameof(RunMetrics.total_output_records));
        using ColumnValues<double> passRates = await group.ReadFloatsAsync(nameof(RunMetrics.overall_pass_rate));
        using ColumnValues<long> errors = await group.ReadIntegersAsync(nameof(RunMetrics.total_errors));
        using ColumnValues<ReadOnlyMemory<char>> statuses = await group.ReadTextAsync(nameof(RunMetrics.status));
        using ColumnValues<ReadOnlyMemory<char>> contexts = await group.ReadTextAsync(nameof(RunMetrics.context));
        using ColumnValues<ReadOnlyMemory<char>> pipelines =
            await group.ReadTextAsync(nameof(RunMetrics.pipeline_name));
        var names = new NameTable();
        for (int i = 0; i < group.RowCount; i++)
        {
            ReadOnlyMemory<char> pipeline = pipelines.Get(i);
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
            if (!pipeline.IsEmpty)
            {
                // Ledgers of before there were names have the fingerprints of runs without.
                print.Add(pipeline.Span);
            }

            add(new SourceRun(
                ids.Get(i).ToString(),
                pipeline.IsEmpty ? null : names[names.Number(pipeline)],
                starts.Get(i),
                end,
                duration,
                inputs.Get(i),
                outputs.Get(i),
                passRates.TryGet(i, out double passRate) ? passRate : double.NaN,
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

    /// <summary>Gathers the runs that one thread reads.</summary>
    private sealed class Visitor(List<(string Path, SourceRun Run)> all) : IColumnVisitor
    {
        private readonly List<(string Path, SourceRun Run)> _found = [];

        public ValueTask VisitAsync(DatasetFile file, ColumnGroup group) =>
            ReadRowsAsync(group, run => _found.Add((file.Path, run)));

        public void Complete() => all.AddRange(_found);
    }
}
