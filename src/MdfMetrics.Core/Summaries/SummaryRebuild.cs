using MdfMetrics.Progress;
using MdfMetrics.Summaries.Counting;
using MdfMetrics.Summaries.Periods;
using MdfMetrics.Summaries.Sources;
using MdfMetrics.Summaries.Tables;

namespace MdfMetrics.Summaries;

/// <summary>
/// Brings the summaries of a store into another time zone: the runs that are there are counted anew, in all summaries or,
/// where anything fails, in none.
/// </summary>
/// <param name="store">The store's full path.</param>
/// <param name="zone">The zone that the periods are to be of.</param>
/// <param name="force">Whether runs that can't be counted any more may be lost.</param>
/// <param name="onError">Receives files that can't be read.</param>
/// <param name="progress">Follows the work.</param>
/// <param name="token">Stops the work; nothing is changed.</param>
internal sealed class SummaryRebuild(
    string store,
    PeriodZone zone,
    bool force,
    Action<MetricsException> onError,
    WorkProgress progress,
    CancellationToken token)
{
    private readonly PeriodZone _before = SummaryZone.Read(store);
    private readonly SourceRuns _runs = SourceRuns.Read(store, onError, progress, token);
    private readonly Dictionary<SummaryPeriod, List<LedgerRow>> _ledgers = [];
    private readonly HashSet<string> _paths = new(StringComparer.Ordinal);

    /// <summary>What <see cref="Run"/> would do.</summary>
    /// <exception cref="MetricsException"><see cref="MetricsError.RunsAreGone"/>; FileCorrupt.</exception>
    public IReadOnlyList<SummaryUpdate> Preview()
    {
        ReadLedgers();
        RequireRuns((_, run) => run >= 0);
        return
        [
            .. _ledgers.Keys.Select(period =>
            {
                var calendar = new PeriodCalendar(period, zone);
                return Result(period, SummaryPlan.Anew(store, calendar, _runs).Added, calendar);
            }),
        ];
    }

    /// <summary>Counts all anew.</summary>
    /// <param name="confirm">Fails where the right to change the store is lost.</param>
    /// <param name="onWarning">Receives how many runs are lost.</param>
    /// <param name="onStep">Receives each step.</param>
    /// <returns>What was done to each summary that there is.</returns>
    /// <exception cref="MetricsException">
    /// <see cref="MetricsError.RunsAreGone"/>: runs that are counted are no longer there, or can't be read; FileCorrupt:
    /// a ledger can't be read, so that it is not known which. Nothing is changed.
    /// </exception>
    public IReadOnlyList<SummaryUpdate> Run(Action confirm, Action<string> onWarning, Action<SummaryStep>? onStep)
    {
        ReadLedgers();
        RequireRuns((_, run) => run >= 0);
        using var change = new SummaryChange(store, SummaryFiles.Folders(store), confirm, onStep);
        var counted = _ledgers.Keys.ToDictionary(
            static period => period,
            period => Count(new PeriodCalendar(period, zone), change));
        if (RequireRuns((period, run) => counted[period].Contains(run)) is { } loss)
        {
            onWarning(loss);
        }

        foreach (string path in _paths.Where(File.Exists))
        {
            change.Delete(path);
        }

        change.Stage(SummaryZone.PathOf(store), SummaryZone.Content(zone));
        change.Commit();
        return [.. counted.Select(runs => Result(runs.Key, runs.Value, new PeriodCalendar(runs.Key, zone)))];
    }

    /// <summary>Finds the summaries that there are, and what they count.</summary>
    private void ReadLedgers()
    {
        foreach ((SummaryPeriod period, string fileKey) in SummaryFiles.Keys(store))
        {
            token.ThrowIfCancellationRequested();
            var tables = new PeriodTables(store, new PeriodCalendar(period, _before), fileKey);
            _paths.UnionWith(tables.Paths);
            _ledgers.TryAdd(period, []);
            try
            {
                _ledgers[period].AddRange(tables.Ledger);
            }
            catch (MetricsException) when (force)
            {
                // What it counts is lost unless the runs are there, as the caller allows.
            }
        }
    }

    /// <summary>Counts the runs of one summary into files that are not visible yet.</summary>
    /// <returns>The numbers of the runs that are counted.</returns>
    private HashSet<int> Count(PeriodCalendar calendar, SummaryChange change)
    {
        var counted = new HashSet<int>();
        SummaryPlan plan = SummaryPlan.Anew(store, calendar, _runs);
        foreach ((IReadOnlyList<PeriodTables> parts, RunsToCount runs) in plan.Parts(SummaryPlan.PeriodsInMemory))
        {
            Tally tally = new SourceScan(store, runs, onError, progress, token).Run();
            SummaryFigures figures = SummaryFigures.Of(runs, tally);
            foreach (PeriodTables tables in parts)
            {
                token.ThrowIfCancellationRequested();
                tables.Stage(change, figures, plan.Ledger(tables, runs), plan.Recounted, token);
                _paths.ExceptWith(tables.Paths);
            }

            counted.UnionWith(runs.Included);
        }

        return counted;
    }

    /// <summary>Refuses to lose runs, unless that is allowed.</summary>
    /// <param name="isThere">Whether a summary will count the run of a number, which is -1 where it is gone.</param>
    /// <returns>What is lost; null: nothing.</returns>
    private string? RequireRuns(Func<SummaryPeriod, int, bool> isThere)
    {
        var gone = _ledgers
            .SelectMany(ledger => ledger.Value
                .Where(row => !isThere(ledger.Key, _runs.Find(row.run_id.AsMemory())))
                .Select(row => (Period: ledger.Key, Row: row)))
            .ToList();
        if (gone.Count == 0)
        {
            return null;
        }

        var periods = gone.GroupBy(static run => run.Period).Select(runs =>
        {
            var calendar = new PeriodCalendar(runs.Key, _before);
            int count = runs.Select(run => calendar.Start(run.Row.start_time)).Distinct().Count();
            return $"{count} {PeriodCalendar.Name(runs.Key)}{(count == 1 ? "" : "s")}";
        });
        string loss = $"{Runs(gone.Select(static run => run.Row))} of the {Runs(_ledgers.Values.SelectMany(static rows => rows))} "
            + $"runs that the summaries of '{store}' count are no longer there, or can't be read: in "
            + $"{string.Join(", ", periods)} of the time zone '{_before.Id}'.";
        return force
            ? loss + $" They are not counted in '{zone.Id}'."
            : throw new MetricsException(
                MetricsError.RunsAreGone,
                $"{loss} In the time zone '{zone.Id}' all runs are counted anew, and these would be lost. Nothing is "
                    + "changed; -Force counts those that are there.",
                store);

        static int Runs(IEnumerable<LedgerRow> rows) =>
            rows.DistinctBy(static row => row.run_id.AsMemory(), RunIdComparer.Instance).Count();
    }

    private SummaryUpdate Result(SummaryPeriod period, IReadOnlyCollection<int> runs, PeriodCalendar calendar)
    {
        int before = _ledgers[period]
            .Select(row => _runs.Find(row.run_id.AsMemory()))
            .Distinct()
            .Count(runs.Contains);
        return new SummaryUpdate
        {
            period = PeriodCalendar.Name(period),
            status = SummaryUpdateStatus.Rebuilt,
            runs_added = runs.Count - before,
            runs_recounted = before,
            periods_changed = runs.Select(run => calendar.Start(_runs[run].StartUtc)).Distinct().Count(),
            store = store,
        };
    }
}
