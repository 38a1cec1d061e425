using MdfMetrics.Summaries.Periods;
using MdfMetrics.Summaries.Sources;
using MdfMetrics.Summaries.Tables;

namespace MdfMetrics.Summaries;

/// <summary>What an update of a summary has to do: which runs are new, which periods are to be counted anew.</summary>
internal sealed class SummaryPlan
{
    /// <summary>As many periods of a few dozen operators take some ten megabytes.</summary>
    public const int PeriodsInMemory = 400;

    private readonly string _store;
    private readonly PeriodCalendar _calendar;
    private readonly Dictionary<string, PeriodTables> _byFile = [];
    private readonly Dictionary<DateTime, string> _fileKeys = [];
    private readonly Dictionary<ReadOnlyMemory<char>, LedgerRow> _counted = new(RunIdComparer.Instance);
    private readonly SortedSet<int> _added = [];
    private readonly HashSet<DateTime> _recounted = [];
    private readonly HashSet<DateTime> _refreshed = [];

    private readonly bool _isAnew;

    private SummaryPlan(string store, PeriodCalendar calendar, SourceRuns runs, bool isAnew)
    {
        (_store, _calendar, Runs, _isAnew) = (store, calendar, runs, isAnew);
    }

    /// <summary>The runs of the store.</summary>
    public SourceRuns Runs { get; }

    /// <summary>Whether there is nothing to do.</summary>
    public bool IsEmpty => _added.Count == 0 && _recounted.Count == 0 && _refreshed.Count == 0;

    /// <summary>Whether nothing that was counted changes.</summary>
    public bool AddsOnly => _recounted.Count == 0 && _refreshed.Count == 0;

    /// <summary>The numbers of the runs that are not counted yet.</summary>
    public IReadOnlyCollection<int> Added => _added;

    /// <summary>The periods whose rows go, and are counted anew with all their runs.</summary>
    public IReadOnlySet<DateTime> Recounted => _recounted;

    /// <summary>Compares a store's runs with the ledgers.</summary>
    /// <param name="store">The store's full path.</param>
    /// <param name="calendar">The periods.</param>
    /// <param name="runs">The runs of the store.</param>
    /// <param name="onError">Receives periods whose ledger or tables are damaged: they are left alone.</param>
    /// <param name="onWarning">Receives changed runs whose period can't be counted anew.</param>
    public static SummaryPlan Make(
        string store,
        PeriodCalendar calendar,
        SourceRuns runs,
        Action<MetricsException> onError,
        Action<string> onWarning)
    {
        var plan = new SummaryPlan(store, calendar, runs, isAnew: false);
        HashSet<string> damaged = plan.ReadLedgers(onError);
        var changed = new List<int>();
        for (int run = 0; run < runs.Count; run++)
        {
            if (runs[run].StartUtc == default || damaged.Contains(plan.FileKey(runs[run].StartUtc)))
            {
                continue;
            }

            if (!plan._counted.TryGetValue(runs[run].Id.AsMemory(), out LedgerRow? row))
            {
                plan._added.Add(run);
            }
            else if (row.fingerprint != runs[run].Fingerprint)
            {
                changed.Add(run);
            }
        }

        plan.Recount(changed, onWarning);
        return plan;
    }

    /// <summary>Counts all runs of a store, into tables of which nothing is there yet.</summary>
    public static SummaryPlan Anew(string store, PeriodCalendar calendar, SourceRuns runs)
    {
        var plan = new SummaryPlan(store, calendar, runs, isAnew: true);
        plan._added.UnionWith(Enumerable.Range(0, runs.Count).Where(run => runs[run].StartUtc != default));
        return plan;
    }

    /// <summary>
    /// The work in parts that take little memory: the tables that each rewrites, and the runs it counts.
    /// </summary>
    /// <param name="mostPeriods">About how many periods make a part.</param>
    public IEnumerable<(IReadOnlyList<PeriodTables> Tables, RunsToCount Runs)> Parts(int mostPeriods)
    {
        ILookup<DateTime, int> byPeriod = _added.Concat(RecountedRuns()).ToLookup(Start);
        string[] files =
        [
            .. byPeriod.Select(static runs => runs.Key)
                .Concat(_recounted)
                .Concat(_refreshed)
                .Order()
                .Select(start => _calendar.FileKey(start))
                .Distinct(),
        ];
        ILookup<string, DateTime> periods = byPeriod.ToLookup(
            runs => _calendar.FileKey(runs.Key),
            static runs => runs.Key);
        for (int i = 0; i < files.Length;)
        {
            var tables = new List<PeriodTables>();
            var runs = new List<int>();
            for (int size = 0; i < files.Length && size < mostPeriods; i++)
            {
                tables.Add(Tables(files[i]));
                foreach (DateTime start in periods[files[i]])
                {
                    runs.AddRange(byPeriod[start]);
                    size++;
                }
            }

            yield return (tables, new RunsToCount(Runs, _calendar, runs));
        }
    }

    /// <summary>The ledger of some tables as it is after runs were counted.</summary>
    public IReadOnlyList<LedgerRow> Ledger(PeriodTables tables, RunsToCount counted)
    {
        IEnumerable<LedgerRow> kept = tables.Ledger
            .Where(row => !_recounted.Contains(_calendar.Start(row.start_time)))
            .Select(row => _refreshed.Contains(_calendar.Start(row.start_time)) ? Refreshed(row) : row);
        IEnumerable<LedgerRow> added = counted.Included
            .Where(run => FileKey(Runs[run].StartUtc) == tables.FileKey)
            .Select(run => Row(Runs[run], Runs[run].StartUtc));
        return [.. kept.Concat(added).OrderBy(static row => row.start_time)];
    }

    /// <summary>The periods that change.</summary>
    public IReadOnlySet<DateTime> Periods() => _added.Select(Start).Concat(_recounted).ToHashSet();

    /// <summary>The runs that are counted anew.</summary>
    public IEnumerable<int> RecountedRuns() =>
        Enumerable.Range(0, Runs.Count).Where(run => _recounted.Contains(Start(run)) && !_added.Contains(run));

    /// <summary>Leaves a period as it is: some of its runs could not be read.</summary>
    public void CancelRecount(DateTime periodStart) => _recounted.Remove(periodStart);

    private static LedgerRow Row(SourceRun run, DateTime startUtc) =>
        new() { run_id = run.Id, start_time = startUtc, fingerprint = run.Fingerprint };

    private DateTime Start(int run) => _calendar.Start(Runs[run].StartUtc);

    private string FileKey(DateTime utc)
    {
        DateTime start = _calendar.Start(utc);
        if (!_fileKeys.TryGetValue(start, out string? key))
        {
            _fileKeys.Add(start, key = _calendar.FileKey(start));
        }

        return key;
    }

    private LedgerRow Refreshed(LedgerRow row) =>
        Runs.Find(row.run_id.AsMemory()) is >= 0 and var run ? Row(Runs[run], row.start_time) : row;

    private PeriodTables Tables(string fileKey)
    {
        if (!_byFile.TryGetValue(fileKey, out PeriodTables? tables))
        {
            _byFile.Add(fileKey, tables = new PeriodTables(_store, _calendar, fileKey) { IsAnew = _isAnew });
        }

        return tables;
    }

    /// <summary>Of the periods that the store has runs of.</summary>
    /// <returns>The damaged ones.</returns>
    private HashSet<string> ReadLedgers(Action<MetricsException> onError)
    {
        var damaged = new HashSet<string>();
        var starts = new HashSet<DateTime>();
        for (int run = 0; run < Runs.Count; run++)
        {
            starts.Add(Start(run));
        }

        foreach (string file in starts.Select(start => _calendar.FileKey(start)).Distinct())
        {
            try
            {
                foreach (LedgerRow row in Tables(file).Ledger)
                {
                    _counted.TryAdd(row.run_id.AsMemory(), row);
                }
            }
            catch (MetricsException error)
            {
                damaged.Add(file);
                onError(error);
            }
        }

        return damaged;
    }

    private void Recount(List<int> changed, Action<string> onWarning)
    {
        ILookup<DateTime, int> periods = changed.ToLookup(
            run => _calendar.Start(_counted[Runs[run].Id.AsMemory()].start_time));
        ILookup<DateTime, LedgerRow> counted = _counted.Values
            .Where(row => periods.Contains(_calendar.Start(row.start_time)))
            .ToLookup(row => _calendar.Start(row.start_time));
        foreach (IGrouping<DateTime, int> period in periods)
        {
            int missing = counted[period.Key].Count(row => Runs.Find(row.run_id.AsMemory()) < 0);
            if (missing == 0)
            {
                _recounted.Add(period.Key);

                // A run that now starts in another period is new there.
                _added.UnionWith(period.Where(run => Start(run) != period.Key));
                continue;
            }

            _refreshed.Add(period.Key);
            onWarning(
                $"The {PeriodCalendar.Name(_calendar.Period)} of "
                    + Invariant($"{_calendar.LocalStart(period.Key):yyyy-MM-dd HH:mm} ")
                    + $"{_calendar.Zone.Id} counts changed runs as they were: "
                    + $"'{string.Join("', '", period.Select(run => Runs[run].Id))}'. It can't be counted anew, "
                    + $"because {missing} of its runs are no longer in the store.");
        }
    }
}
