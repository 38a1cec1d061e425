using MdfMetrics.ParquetFiles;
using MdfMetrics.ParquetFiles.Columns;
using MdfMetrics.Records;
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
/// <param name="token">Stops the scan.</param>
internal sealed class SourceScan(
    string store,
    RunsToCount runs,
    Action<MetricsException> onError,
    CancellationToken token)
{
    private readonly HashSet<string> _damaged = new(StringComparer.Ordinal);

    /// <summary>The figures of stages and operators.</summary>
    public Tally Run()
    {
        while (true)
        {
            var errors = new List<MetricsException>();
            var tally = new Tally(runs.Starts);
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
    /// <returns>False where runs were left out: what has been added up has parts of them.</returns>
    private bool Scan<TRow>(DatasetSchema<TRow> schema, Tally tally, Func<RowSource, Func<ColumnGroup, ValueTask>> open)
        where TRow : class
    {
        int[] claims = new int[runs.Runs.Count];
        ILookup<bool, DatasetFile> files = Files(schema).ToLookup(static file => file.Key is null);
        int[] lost = [.. Scan(false), .. Scan(true)];
        runs.Exclude(lost);
        return lost.Length == 0;

        int[] Scan(bool areShared)
        {
            DatasetFile[] chosen = [.. files[areShared]];
            int firstNumber = areShared ? files[false].Count() : 0;
            IReadOnlyCollection<DamagedFile> damaged = ParallelColumnScan.Run(
                schema,
                chosen,
                runs.AnyStarts,
                () => new Tally(runs.Starts),
                (number, group, sum) => open(new RowSource(runs, claims, firstNumber + number, sum))(group),
                tally.Add,
                token);
            foreach (DamagedFile file in damaged)
            {
                _damaged.Add(chosen[file.File].Path);
                onError(file.Error);
            }

            return
            [
                .. damaged.SelectMany(file =>
                {
                    int claim = firstNumber + file.File + 1;
                    return runs.Included.Where(run =>
                        (claims[run] == 0 || claims[run] == claim) && MayHold(chosen[file.File], runs.Runs[run]));
                }),
            ];
        }
    }

    /// <summary>The files that may hold rows of the runs.</summary>
    private IEnumerable<DatasetFile> Files<TRow>(DatasetSchema<TRow> schema)
        where TRow : class
    {
        var keys = new HashSet<string>(
            runs.Included.Select(run => DatasetFile.Bare(runs.Runs[run].Id)),
            StringComparer.OrdinalIgnoreCase);
        return StoreListing.Of(store, schema).Files.Where(file =>
            !_damaged.Contains(file.Path)
            && (file.Key is { } key ? keys.Contains(DatasetFile.Bare(key)) : runs.AnyStarts(file.Starts)));
    }

    private static bool MayHold(DatasetFile file, SourceRun run) => file.Key is { } key
        ? DatasetFile.Bare(key).Equals(DatasetFile.Bare(run.Id), StringComparison.OrdinalIgnoreCase)
        : file.Starts.Meets(new TimeRange(run.StartUtc, run.StartUtc));
}
