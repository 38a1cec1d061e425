using MdfMetrics.ParquetFiles;
using MdfMetrics.ParquetFiles.Columns;
using MdfMetrics.Processes;
using MdfMetrics.Records;
using MdfMetrics.Storage.Walking;
using MdfMetrics.Summaries;
using MdfMetrics.Summaries.Periods;
using MdfMetrics.Summaries.Tables;

namespace MdfMetrics.Integrity;

/// <summary>
/// Checks the summaries: that each file can be read, that the tables and the ledger of some periods are all there, and
/// that the tables count the runs of the ledger.
/// </summary>
/// <param name="store">The store's full path.</param>
/// <param name="links">The links that are not followed.</param>
internal sealed class SummaryCheck(string store, StoreLinks links)
{
    /// <summary>So often is looked again where an update is at work on the files.</summary>
    private const int MostLooks = 5;

    public IEnumerable<StoreFinding> Findings(CancellationToken token)
    {
        string[] pending = [];
        StoreFinding? damagedNote = null;
        try
        {
            pending = SummaryChange.Noted(store);
        }
        catch (MetricsException error)
        {
            damagedNote = Finding(FindingKind.TornRecord, SummaryChange.Note(store), error.Message);
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            // No update was cut off.
        }

        // What an update that died left undone the next one does: until then the files need not agree.
        return SummaryFiles.Keys(store)
            .Where(key => !SummaryFiles.Together(store, key.FileKey).Intersect(pending).Any())
            .SelectMany(key => Check(key.Period, key.FileKey, token))
            .Concat(damagedNote is null ? [] : [damagedNote]);
    }

    /// <summary>
    /// The files of an update change one after another: only what stays as it is while it is looked at counts.
    /// </summary>
    private List<StoreFinding> Check(SummaryPeriod period, string fileKey, CancellationToken token)
    {
        string[] files = SummaryFiles.Together(store, fileKey);
        if (files.Any(links.Lead))
        {
            return [];
        }

        for (int look = 1; ; look++)
        {
            string before = Pulse();
            List<StoreFinding> findings = [.. Look(period, fileKey, files, token)];
            if (findings.Count == 0 || (before == Pulse() && !File.Exists(SummaryChange.Note(store))))
            {
                return findings;
            }

            if (look == MostLooks)
            {
                return [];
            }
        }

        string Pulse() => string.Join(' ', files.Select(Heartbeat.PulseOf));
    }

    private IEnumerable<StoreFinding> Look(
        SummaryPeriod period,
        string fileKey,
        string[] files,
        CancellationToken token)
    {
        string[] missing = [.. files.Where(file => !File.Exists(file))];
        if (missing.Length > 0)
        {
            return [Finding(FindingKind.IncompleteSummary, missing[0], PeriodTables.Lost(files, missing).Message)];
        }

        var counted = new Dictionary<DateTime, long>();
        StoreFinding? ledger = Guarded(SummarySchema.Ledger, rows =>
        {
            counted = rows
                .GroupBy(row => PeriodCalendar.Start(period, row.start_time))
                .ToDictionary(runs => runs.Key, runs => runs.LongCount());
            return counted.Keys.Any(start => PeriodCalendar.FileKey(period, start) != fileKey)
                ? "It has runs of other periods than its name says"
                : rows.DistinctBy(row => row.run_id, StringComparer.OrdinalIgnoreCase).Count() < rows.Count
                    ? "It counts a run twice"
                    : null;
        });
        StoreFinding?[] tables =
        [
            Table(
                SummaryTables.Runs,
                row => (row.run_count, row.completed_count + row.failed_count + row.abandoned_count)),
            Table(
                SummaryTables.Stages,
                row => (row.run_count, row.completed_count + row.failed_count + row.abandoned_count)),
            Table(
                SummaryTables.Operators,
                row => (row.run_count, row.completed_count + row.failed_count + row.abandoned_count)),
        ];
        return tables.Prepend(ledger).OfType<StoreFinding>();

        // Without its ledger nothing can be said of what a table counts, but that it can be read.
        StoreFinding? Table<TRow>(SummaryTable<TRow> level, Func<TRow, (long Runs, long ByStatus)> countsOf)
            where TRow : class => Guarded(level.Schema, rows =>
            ledger is not null ? null : SummaryCounts.Problem(level, rows, countsOf, counted));

        StoreFinding? Guarded<TRow>(DatasetSchema<TRow> schema, Func<List<TRow>, string?> check)
            where TRow : class
        {
            string path = SummaryFiles.PathOf(store, schema, fileKey);
            try
            {
                List<TRow> rows = ParquetFile.Read(schema, path, null, null, static rows => rows, token);
                return check(rows) is { } problem
                    ? Finding(FindingKind.MismatchedSummary, path, $"{problem}. {PeriodTables.Remedy(files)}")
                    : null;
            }
            catch (MetricsException error)
            {
                StoreFinding damage = FileDamage.Finding(store, path, error);
                return Finding(damage.kind, path, $"{error.Message} {PeriodTables.Remedy(files)}");
            }
        }
    }

    private StoreFinding Finding(string kind, string path, string message) =>
        new() { kind = kind, path = path, message = message, store = store };
}
