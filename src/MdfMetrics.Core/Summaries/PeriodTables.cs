using MdfMetrics.ParquetFiles;
using MdfMetrics.ParquetFiles.Columns;
using MdfMetrics.Summaries.Counting;
using MdfMetrics.Summaries.Periods;
using MdfMetrics.Summaries.Tables;

namespace MdfMetrics.Summaries;

/// <summary>The three summaries and the ledger of some periods: what one change rewrites.</summary>
/// <param name="store">The store's full path.</param>
/// <param name="fileKey">Which periods: see <see cref="PeriodCalendar.FileKey"/>.</param>
internal sealed class PeriodTables(string store, PeriodCalendar calendar, string fileKey)
{
    private List<LedgerRow>? _ledger;

    /// <summary>Which periods: see <see cref="PeriodCalendar.FileKey"/>.</summary>
    public string FileKey => fileKey;

    /// <summary>Whether to begin without what the files have, of other periods maybe.</summary>
    public bool IsAnew { get; init; }

    /// <summary>The paths of the tables and the ledger.</summary>
    public string[] Paths => SummaryFiles.Together(store, fileKey);

    /// <summary>The runs that are counted.</summary>
    /// <exception cref="MetricsException">FileCorrupt: a file is damaged, or some are gone.</exception>
    public IReadOnlyList<LedgerRow> Ledger => _ledger ??= ReadLedger();

    /// <summary>The error that some of the files that belong together are gone.</summary>
    public static MetricsException Lost(string[] files, string[] missing) => new(
        MetricsError.FileCorrupt,
        $"The summary has lost '{string.Join("', '", missing)}'. {Remedy([.. files.Except(missing)])}",
        missing[0]);

    /// <summary>What to do about files of a summary that can't be used.</summary>
    /// <param name="files">Those of the files which belong together that are there.</param>
    public static string Remedy(string[] files) =>
        $"Restore them from a backup; or delete '{string.Join("', '", files)}', and Update-MdfSummary builds them anew "
            + "from the runs that are still there.";

    /// <summary>Adds figures to the tables.</summary>
    /// <param name="change">Takes the new files.</param>
    /// <param name="added">The figures.</param>
    /// <param name="ledger">The runs that are counted from now on.</param>
    /// <param name="dropped">The periods whose rows go: the figures are all of theirs.</param>
    /// <param name="token">Stops the work; nothing is changed.</param>
    public void Stage(
        SummaryChange change,
        SummaryFigures added,
        IReadOnlyList<LedgerRow> ledger,
        IReadOnlySet<DateTime> dropped,
        CancellationToken token)
    {
        Stage(change, SummaryTables.Runs, added.Runs, dropped, token);
        Stage(change, SummaryTables.Stages, added.Stages, dropped, token);
        Stage(change, SummaryTables.Operators, added.Operators, dropped, token);
        change.Stage(PathOf(SummarySchema.Ledger), ParquetFile.Serialize(SummarySchema.Ledger, ledger));
    }

    private void Stage<TRow>(
        SummaryChange change,
        SummaryTable<TRow> level,
        IReadOnlyDictionary<SummaryKey, SummaryAccumulator> added,
        IReadOnlySet<DateTime> dropped,
        CancellationToken token)
        where TRow : class
    {
        var rows = new Dictionary<SummaryKey, TRow>();
        var figures = added.Where(entry => IsHere(entry.Key.PeriodStart)).ToDictionary();
        foreach (TRow row in Read(level.Schema, token))
        {
            RequireZone(level, row);
            SummaryKey key = level.KeyOf(row);
            if (dropped.Contains(key.PeriodStart))
            {
                continue;
            }

            if (figures.TryGetValue(key, out SummaryAccumulator? sum))
            {
                sum.Add(level.FiguresOf(row));
            }
            else
            {
                rows.TryAdd(key, row);
            }
        }

        foreach ((SummaryKey key, SummaryAccumulator sum) in figures)
        {
            rows.Add(key, level.ToRow(calendar, key, sum));
        }

        change.Stage(
            PathOf(level.Schema),
            ParquetFile.Serialize(level.Schema, [.. level.Sort(rows.Values)]));
    }

    /// <summary>Days of two zones in one table would be counted, and shown, as if they were of one.</summary>
    private void RequireZone<TRow>(SummaryTable<TRow> level, TRow row)
        where TRow : class
    {
        if (level.ZoneOf(row) != calendar.Zone.Id)
        {
            throw SummaryZone.Other(store, PathOf(level.Schema), level.ZoneOf(row), calendar.Zone);
        }
    }

    private bool IsHere(DateTime periodStart) => calendar.FileKey(periodStart) == fileKey;

    private string PathOf<TRow>(DatasetSchema<TRow> schema)
        where TRow : class => SummaryFiles.PathOf(store, schema, fileKey);

    private List<TRow> Read<TRow>(DatasetSchema<TRow> schema, CancellationToken token)
        where TRow : class => !IsAnew && File.Exists(PathOf(schema))
            ? ParquetFile.Read(schema, PathOf(schema), null, null, static rows => rows, token)
            : [];

    /// <summary>What the ledger counts must be in the tables: to go on without one would falsify the rest.</summary>
    private List<LedgerRow> ReadLedger()
    {
        string[] missing = [.. Paths.Where(file => !File.Exists(file))];
        if (IsAnew || missing.Length == 0 || missing.Length == Paths.Length)
        {
            return Read(SummarySchema.Ledger, CancellationToken.None);
        }

        throw Lost(Paths, missing);
    }
}
