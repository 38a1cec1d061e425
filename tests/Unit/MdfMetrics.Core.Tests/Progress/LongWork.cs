using MdfMetrics.Integrity;
using MdfMetrics.Maintenance.Compaction;
using MdfMetrics.Maintenance.Removal;
using MdfMetrics.Maintenance.Retention;
using MdfMetrics.Progress;
using MdfMetrics.Runs;
using MdfMetrics.Summaries;
using MdfMetrics.Summaries.Periods;
using MdfMetrics.Tests.Maintenance;
using MdfMetrics.Tests.Maintenance.Removal;
using MdfMetrics.Tests.Storage;

namespace MdfMetrics.Tests.Progress;

/// <summary>What takes long in a store of many runs.</summary>
internal static class LongWork
{
    /// <summary>The runs that clearing and removing take from <see cref="Fill"/>'s.</summary>
    public static readonly string[] Gone = ["r0", "r1"];

    /// <summary>The runs that dead processes left in journals.</summary>
    public static readonly string[] Dead = ["d0", "d1"];

    private static readonly DateTime s_first = new(2026, 1, 10, 12, 0, 0, DateTimeKind.Utc);

    /// <summary>Four runs of a month, each in files of its own.</summary>
    public static void Fill(TemporaryStore store)
    {
        for (int i = 0; i < 4; i++)
        {
            store.WriteSmall($"r{i}", s_first.AddDays(i));
        }
    }

    public static void Compact(TemporaryStore store, WorkProgress progress, CancellationToken token) =>
        new Compactor(store.Path, Maintaining.Impatient()) { Progress = progress }.Compact(
            new CompactionOptions { BeforeUtc = DateTime.MaxValue },
            static error => throw error,
            null,
            token);

    /// <summary>Clears what is older than the third run.</summary>
    public static void Clear(TemporaryStore store, WorkProgress progress, CancellationToken token)
    {
        var policy = new RetentionPolicy { BeforeUtc = s_first.AddDays(Gone.Length), MaxBytes = long.MaxValue };
        RetentionChoice choice = RetentionChoice.Make(
            store.Path,
            policy,
            Maintaining.Impatient(),
            static error => throw error,
            token,
            progress);
        new RunRemover(store.Path, Maintaining.Impatient(), static error => throw error) { Progress = progress }
            .Remove(choice.Runs, token);
    }

    public static void Update(TemporaryStore store, WorkProgress progress, CancellationToken token) =>
        new SummaryUpdater(store.Path, TimeProvider.System) { Progress = progress }
            .Update(SummaryPeriod.Day, static error => throw error, Assert.Fail, token);

    public static void Check(TemporaryStore store, WorkProgress progress, CancellationToken token) =>
        Assert.Empty(new StoreChecker(store.Path, TimeProvider.System) { Progress = progress }.Check(token));

    public static void Restore(TemporaryStore store, WorkProgress progress, CancellationToken token)
    {
        var restorer = new RunRestorer(store.Path, TimeProvider.System) { Progress = progress };
        IReadOnlyList<string> ids = restorer.Find(static error => throw error);
        Assert.All(
            restorer.Restore(ids, force: false, static error => throw error, token),
            restored => Assert.Null(restored.Error));
    }

    /// <summary>How many records each run of the store has, by its operators.</summary>
    public static Dictionary<string, long> Records(TemporaryStore store) => store.Runs().ToDictionary(
        run => run.run_id,
        run => store.Operators(run).Sum(row => row.input_records));
}
