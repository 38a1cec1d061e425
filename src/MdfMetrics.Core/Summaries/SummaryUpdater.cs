using MdfMetrics.Files;
using MdfMetrics.Maintenance;
using MdfMetrics.Progress;
using MdfMetrics.Storage.Layout;
using MdfMetrics.Summaries.Counting;
using MdfMetrics.Summaries.Periods;
using MdfMetrics.Summaries.Sources;
using MdfMetrics.Summaries.Tables;

namespace MdfMetrics.Summaries;

/// <summary>
/// Keeps the summaries of a store: each run that has ended is counted once in the period of its start, also when it
/// comes late. What was counted stays when the runs go.
/// </summary>
public sealed class SummaryUpdater(string storePath, TimeProvider time)
{
    private readonly string _store = StoreLayout.FullPath(storePath);

    /// <summary>Receives each step; tests look at the store meanwhile.</summary>
    internal Action<SummaryStep>? OnStep { get; init; }

    /// <summary>Follows the work.</summary>
    internal WorkProgress Progress { get; init; } = WorkProgress.None;

    /// <summary>Counts what is new.</summary>
    /// <param name="period">How long the periods are.</param>
    /// <param name="onError">
    /// Receives files that can't be read: runs with rows in them are counted another time.
    /// </param>
    /// <param name="onWarning">Receives runs that changed after they were counted, where nothing can be done.</param>
    /// <param name="token">Stops the work. What was committed stays.</param>
    /// <returns>What was done; busy when other maintenance of the store is going on.</returns>
    /// <exception cref="MetricsException">
    /// <see cref="MetricsError.StoreNotFound"/>; <see cref="MetricsError.StoreNotWritable"/>;
    /// <see cref="MetricsError.FileCorrupt"/>: a note of unfinished maintenance, or of the time zone, is damaged;
    /// <see cref="MetricsError.InvalidTimeZone"/>: this machine does not know the summaries' time zone.
    /// </exception>
    public SummaryUpdate Update(
        SummaryPeriod period,
        Action<MetricsException> onError,
        Action<string> onWarning,
        CancellationToken token = default)
    {
        using var maintenance = StoreMaintenance.TryBegin(_store, time, token);
        if (maintenance is null)
        {
            return Result(period, SummaryUpdateStatus.Busy);
        }

        return StoreMaintenance.TranslateIOErrors(_store, () =>
        {
            SummaryChange.Recover(_store);
            var calendar = new PeriodCalendar(period, SummaryZone.Read(_store));
            SourceRuns runs = SourceRuns.Read(_store, onError, Progress, token);
            SummaryPlan plan = SummaryPlan.Make(_store, calendar, runs, onError, onWarning);
            return plan.IsEmpty
                ? Result(period, SummaryUpdateStatus.Unchanged)
                : Carry(plan, period, maintenance.Confirm, onError, token);
        });
    }

    /// <summary>What <see cref="Update"/> would do. Changes nothing, and needs no right to.</summary>
    /// <inheritdoc cref="Update"/>
    public SummaryUpdate Preview(
        SummaryPeriod period,
        Action<MetricsException> onError,
        Action<string> onWarning,
        CancellationToken token = default)
    {
        SourceRuns runs = SourceRuns.Read(_store, onError, Progress, token);
        var calendar = new PeriodCalendar(period, SummaryZone.Read(_store));
        SummaryPlan plan = SummaryPlan.Make(_store, calendar, runs, onError, onWarning);
        return Result(period, plan.IsEmpty ? SummaryUpdateStatus.Unchanged : SummaryUpdateStatus.Updated) with
        {
            runs_added = plan.Added.Count,
            periods_changed = plan.Periods().Count,
            runs_recounted = plan.RecountedRuns().Count(),
        };
    }

    /// <summary>Whether the summaries are of a zone, by any of its names.</summary>
    /// <exception cref="MetricsException">FileCorrupt, InvalidTimeZone: as of <see cref="Update"/>.</exception>
    internal bool IsOf(PeriodZone zone) => SummaryZone.Read(_store).HasSamePeriods(zone);

    /// <summary>What <see cref="ChangeZone"/> would do. Changes nothing, and needs no right to.</summary>
    /// <inheritdoc cref="ChangeZone"/>
    internal IReadOnlyList<SummaryUpdate> PreviewZone(
        PeriodZone zone,
        bool force,
        Action<MetricsException> onError,
        CancellationToken token = default) =>
        new SummaryRebuild(_store, zone, force, onError, Progress, token).Preview();

    /// <summary>Counts all runs anew in the periods of a time zone, unless the summaries are of it.</summary>
    /// <param name="zone">The zone that the summaries are of from now on.</param>
    /// <param name="force">Whether runs that are counted and no longer there may be lost.</param>
    /// <returns>
    /// What was done to each summary that there is: nothing where they are of the zone. Null when other maintenance of the
    /// store is going on.
    /// </returns>
    /// <exception cref="MetricsException">
    /// <see cref="MetricsError.RunsAreGone"/>: nothing is changed. And those of <see cref="Update"/>.
    /// </exception>
    /// <inheritdoc cref="Update"/>
    internal IReadOnlyList<SummaryUpdate>? ChangeZone(
        PeriodZone zone,
        bool force,
        Action<MetricsException> onError,
        Action<string> onWarning,
        CancellationToken token = default)
    {
        using var maintenance = StoreMaintenance.TryBegin(_store, time, token);
        return maintenance is null ? null : StoreMaintenance.TranslateIOErrors(_store, () =>
        {
            SummaryChange.Recover(_store);
            return IsOf(zone)
                ? []
                : new SummaryRebuild(_store, zone, force, onError, Progress, token)
                    .Run(maintenance.Confirm, onWarning, OnStep);
        });
    }

    private SummaryUpdate Carry(
        SummaryPlan plan,
        SummaryPeriod period,
        Action confirm,
        Action<MetricsException> onError,
        CancellationToken token)
    {
        StoreFolder folders = SummaryFiles.Folders(_store);
        (long added, long recounted, long periods) = (0, 0, 0);
        foreach ((IReadOnlyList<PeriodTables> tables, RunsToCount runs) in plan.Parts(SummaryPlan.PeriodsInMemory))
        {
            Tally tally = new SourceScan(_store, runs, onError, Progress, token).Run();
            SummaryFigures figures = SummaryFigures.Of(runs, tally);
            foreach (DateTime start in plan.Recounted.Where(start => runs.HasLost(start)).ToArray())
            {
                plan.CancelRecount(start);
                figures.Drop(start);
                runs.Exclude(runs.Included.Where(run => runs.PeriodStart(run) == start).ToArray());
            }

            if (runs.Included.Count == 0 && plan.AddsOnly)
            {
                continue;
            }

            using var change = new SummaryChange(_store, folders, confirm, OnStep);
            foreach (PeriodTables table in tables)
            {
                token.ThrowIfCancellationRequested();
                table.Stage(change, figures, plan.Ledger(table, runs), plan.Recounted, token);
            }

            change.Commit();
            added += runs.Included.Count(plan.Added.Contains);
            recounted += runs.Included.Count(run => !plan.Added.Contains(run));
            periods += figures.Runs.Keys.DistinctBy(static key => key.PeriodStart).Count();
        }

        bool isChanged = periods > 0 || !plan.AddsOnly;
        return Result(period, isChanged ? SummaryUpdateStatus.Updated : SummaryUpdateStatus.Unchanged) with
        {
            runs_added = added,
            runs_recounted = recounted,
            periods_changed = periods,
        };
    }

    private SummaryUpdate Result(SummaryPeriod period, string status) =>
        new() { period = PeriodCalendar.Name(period), status = status, store = _store };
}
