using MdfMetrics.ParquetFiles;
using MdfMetrics.ParquetFiles.Columns;
using MdfMetrics.Progress;
using MdfMetrics.Storage.Layout;
using MdfMetrics.Storage.Reading;
using MdfMetrics.Storage.Schema;
using MdfMetrics.Summaries.Scanning;
using MdfMetrics.Summaries.Sources;

namespace MdfMetrics.Summaries.Counting;

/// <summary>
/// Adds up the rows of runs, column by column on all processors. A run whose rows may lie in a file that can't be read
/// is left out, and counted another time.
/// </summary>
/// <param name="store">The store's full path.</param>
/// <param name="runs">The runs to count; those left out are excluded from it.</param>
/// <param name="onError">Receives what can't be read.</param>
/// <param name="progress">Follows the work.</param>
internal sealed class SourceScan(
    string store,
    RunsToCount runs,
    Action<MetricsException> onError,
    WorkProgress progress,
    CancellationToken token)
{
    private readonly HashSet<string> _damaged = new(StringComparer.Ordinal);
    private readonly Dictionary<Dataset, CountedFiles> _counted = [];

    /// <summary>The figures of stages and operators.</summary>
    public Tally Run()
    {
        while (true)
        {
            var errors = new List<MetricsException>();
            var tally = new Tally(runs.Periods);
            bool isWhole = Scan(MetricsSchema.Stages, tally, static rows => new StageRows(rows).AddAsync)
                && Scan(MetricsSchema.Operators, tally, static rows => new OperatorRows(rows).AddAsync)
                && Scan(MetricsSchema.Histograms, tally, rows => new HistogramRows(rows, Report).AddAsync);
            if (isWhole)
            {
                errors.ForEach(onError);
                return tally;
            }

            void Report(MetricsException error)
            {
                lock (errors)
                {
                    errors.Add(error);
                }
            }
        }
    }

    /// <summary>Files of their own first: what lies elsewhere too is then passed over there.</summary>
    /// <returns>False where what has been added up is not what counts.</returns>
    private bool Scan<TRow>(DatasetSchema<TRow> schema, Tally tally, Func<RowSource, Func<ColumnGroup, ValueTask>> open)
        where TRow : class
    {
        DatasetFile[] files = [.. Files(schema)];
        progress.Begin($"Counting {schema.Name}", "files", files.Length, left: 4);
        CountedFiles counted = _counted.TryGetValue(schema, out CountedFiles? known) ? known : new CountedFiles(runs.Runs);
        _counted[schema] = counted;
        counted.Restart(files.Select(static file => file.Path).ToHashSet());
        DamagedFile[] damaged =
        [
            .. Scan(files.Where(static file => file.Key is not null)),
            .. Scan(files.Where(static file => file.Key is null).Order(FilePrecedence.ByChange)),
        ];
        foreach (DamagedFile file in damaged)
        {
            _damaged.Add(file.File.Path);
            onError(file.Error);
        }

        int[] lost =
        [
            .. damaged.SelectMany(file => runs.Included.Where(
                run => counted.Has(run, file.File) && MayHold(file.File, runs.Runs[run]))),
        ];
        runs.Exclude(lost);
        return lost.Length == 0 && !counted.CameLate;

        IReadOnlyList<DamagedFile> Scan(IEnumerable<DatasetFile> files) =>
            new ParallelColumnScan(schema, [.. files], runs.AnyStarts, progress, token).Run(
                () => new Visitor(
                    new Tally(runs.Periods),
                    tally,
                    (file, sum) => open(new RowSource(runs, counted, file, sum))));
    }

    /// <summary>The files that may hold rows of the runs.</summary>
    private IEnumerable<DatasetFile> Files(Dataset schema)
    {
        var keys = new HashSet<string>(
            runs.Included.Select(run => DatasetFile.Bare(runs.Runs[run].Id)).Concat(runs.Runs.NamesOfMany),
            StringComparer.OrdinalIgnoreCase);
        return StoreListing.Of(store, schema).Files.Where(file =>
            !_damaged.Contains(file.Path)
            && (file.Key is { } key ? keys.Contains(DatasetFile.Bare(key)) : runs.AnyStarts(file.Starts)));
    }

    private bool MayHold(DatasetFile file, SourceRun run) => file.Key is { } key
        ? DatasetFile.IsNamedAfter(key, run.Id) || runs.Runs.NamesOfMany.Contains(DatasetFile.Bare(key))
        : file.Starts.Meets(TimeRange.At(run.StartUtc));

    /// <summary>Adds up what one thread reads.</summary>
    private sealed class Visitor(
        Tally sum,
        Tally total,
        Func<DatasetFile, Tally, Func<ColumnGroup, ValueTask>> open) : IColumnVisitor
    {
        public ValueTask VisitAsync(DatasetFile file, ColumnGroup group) => open(file, sum)(group);

        public void Complete() => total.Add(sum);
    }
}
