using MdfMetrics.ParquetFiles;
using MdfMetrics.ParquetFiles.Columns;
using MdfMetrics.Processes;
using MdfMetrics.Progress;
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

    public IEnumerable<StoreFinding> Findings(WorkProgress progress, CancellationToken token)
    {
        SummaryNote pending = new([], []);
        StoreFinding? damagedNote = null;
        try
        {
            pending = SummaryNote.Read(store);
        }
        catch (MetricsException error)
        {
            damagedNote = Finding(FindingKind.TornRecord, SummaryNote.PathOf(store), error.Message);
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            // No update was cut off.
        }

        if (damagedNote is not null)
        {
            yield return damagedNote;
        }

        if (ZoneProblem() is { } zoneProblem)
        {
            yield return zoneProblem;
            yield break;
        }

        // What an update that died left undone the next one does: until then the files need not agree.
        IEnumerable<string> changing = pending.Replaced.Concat(pending.Deleted);
        var keys = SummaryFiles.Keys(store).ToList();
        progress.Begin("Checking summaries", "parts", keys.Count, left: 2);
        foreach (StoreFinding finding in progress.Follow(keys)
            .Where(key => !SummaryFiles.Together(store, key.FileKey).Intersect(changing).Any())
            .SelectMany(key => Check(key.Period, key.FileKey, token)))
        {
            yield return finding;
        }
    }

    /// <summary>Without the zone nothing can be said of periods.</summary>
    private StoreFinding? ZoneProblem()
    {
        try
        {
            SummaryZone.Read(store);
            return null;
        }
        catch (MetricsException error)
        {
            string kind = error.Error == MetricsError.InvalidTimeZone
                ? FindingKind.UnknownTimeZone
                : FindingKind.TornRecord;
            return Finding(kind, SummaryZone.PathOf(store), error.Message);
        }
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
            if (findings.Count == 0 || (before == Pulse() && !File.Exists(SummaryNote.PathOf(store))))
            {
                return findings;
            }

            if (look == MostLooks)
            {
                return [];
            }
        }

        string Pulse() => string.Join(' ', files.Append(SummaryZone.PathOf(store)).Select(Heartbeat.PulseOf));
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
            // A change of the time zone took all of them away meanwhile.
            return missing.Length == files.Length
                ? []
                : [Finding(FindingKind.IncompleteSummary, missing[0], PeriodTables.Lost(files, missing).Message)];
        }

        var calendar = new PeriodCalendar(period, SummaryZone.Read(store));
        var counted = new Dictionary<DateTime, long>();
        StoreFinding? ledger = Guarded(SummarySchema.Ledger, rows =>
        {
            counted = rows
                .GroupBy(row => calendar.Start(row.start_time))
                .ToDictionary(runs => runs.Key, runs => runs.LongCount());
            return counted.Keys.Any(start => calendar.FileKey(start) != fileKey)
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
            OtherZone(level, rows)
            ?? (ledger is not null ? null : SummaryCounts.Problem(level, rows, countsOf, counted)));

        string? OtherZone<TRow>(SummaryTable<TRow> level, List<TRow> rows)
            where TRow : class => rows.Select(level.ZoneOf).FirstOrDefault(zone => zone != calendar.Zone.Id) is { } other
                ? $"It has rows of the time zone '{other}', while the summaries of the store are of '{calendar.Zone.Id}'"
                : null;

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
