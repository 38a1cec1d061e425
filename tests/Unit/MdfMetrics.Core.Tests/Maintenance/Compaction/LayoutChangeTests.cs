using MdfMetrics.Maintenance;
using MdfMetrics.Maintenance.Compaction;
using MdfMetrics.Storage.Layout;
using MdfMetrics.Tests.Integrity;
using MdfMetrics.Tests.Storage;

namespace MdfMetrics.Tests.Maintenance.Compaction;

/// <summary>A store whose partition_by was changed is brought into one layout, under the eyes of readers.</summary>
public sealed class LayoutChangeTests : IDisposable
{
    private static readonly DateTime s_first = new(2026, 1, 30, 12, 0, 0, DateTimeKind.Utc);

    /// <summary>The last runs are recent.</summary>
    private static readonly DateTime s_before = s_first.AddHours(60);

    private readonly TemporaryStore _store = new();

    public static TheoryData<PartitionBy, PartitionBy, bool> Changes()
    {
        var changes = new TheoryData<PartitionBy, PartitionBy, bool>();
        foreach (PartitionBy old in Enum.GetValues<PartitionBy>())
        {
            foreach (PartitionBy wanted in Enum.GetValues<PartitionBy>().Where(wanted => wanted != old))
            {
                changes.Add(old, wanted, false);
                changes.Add(old, wanted, true);
            }
        }

        return changes;
    }

    public void Dispose() => _store.Dispose();

    [Theory]
    [MemberData(nameof(Changes))]
    public void Compact_OtherLayout_EnginesReadAllByItsPattern(PartitionBy old, PartitionBy wanted, bool compacted)
    {
        Write(0..8, old);
        if (compacted)
        {
            Change(null);
        }

        Write(8..10, wanted);
        string before = _store.Shown();
        int outOfPlace = DataFiles().Count(file => StoreLayout.LayoutOf(_store.Path, file) == old);
        Assert.Equal(["mixed_layouts ."], _store.Kinds(_store.Check()));

        StoreOptimization done = Change(wanted);

        Assert.Equal((OptimizationStatus.Optimized, outOfPlace), (done.status, done.files_moved));
        Assert.Equal(before, _store.Shown());
        Assert.Empty(_store.Check());
        using var engine = new DuckDb();
        foreach ((string dataset, long rows) in new[] { ("runs", 10L), ("stages", 20L), ("operators", 80L), ("histograms", 80L) })
        {
            string pattern = _store.At(wanted switch
            {
                PartitionBy.Date => $"*/{dataset}/*.parquet",
                PartitionBy.Hive => $"{dataset}/*/*.parquet",
                _ => $"{dataset}/*.parquet",
            });
            Assert.Equal(
                [rows, 10L],
                engine.Query(
                    $"SELECT count(*), count(DISTINCT run_id) FROM read_parquet('{pattern}', union_by_name = true)")[0]);
        }

        Assert.All(DataFiles(), file => Assert.Equal(wanted, StoreLayout.LayoutOf(_store.Path, file)));
    }

    [Fact]
    public void Compact_Hive_DateOfTheFolderIsTheDayOfItsRuns()
    {
        Write(0..10, PartitionBy.None);

        Change(PartitionBy.Hive);

        using var engine = new DuckDb();
        Assert.Equal(
            10L,
            engine.Single(
                $"""
                SELECT count(*) FROM read_parquet('{_store.At("runs/*/*.parquet")}', hive_partitioning = true)
                WHERE CAST(start_time AS DATE) = date
                """));
    }

    [Theory]
    [InlineData(PartitionBy.None)]
    [InlineData(PartitionBy.Date)]
    [InlineData(PartitionBy.Hive)]
    public void Compact_Again_ChangesNothing(PartitionBy wanted)
    {
        Write(0..5, PartitionBy.None);
        Write(5..10, PartitionBy.Hive);
        Change(wanted);
        string[] files = _store.Files();

        StoreOptimization again = Change(wanted);

        Assert.Equal((OptimizationStatus.Unchanged, 0), (again.status, again.files_moved));
        Assert.Equal(files, _store.Files());
    }

    [Fact]
    public void Compact_InItsLayout_RecentRunsStayInFilesOfTheirOwn()
    {
        Write(0..4, PartitionBy.None);
        Write(8..10, PartitionBy.Hive);

        StoreOptimization done = Change(PartitionBy.Hive);

        Assert.Equal((4, 2, 16), (done.runs, done.skipped, done.files_moved));
        Assert.Contains("runs/date=2026-02-02/run_r9.parquet", _store.Files());
    }

    [Fact]
    public void Compact_LiveRun_StaysWhereItIs()
    {
        Write(0..4, PartitionBy.Date);
        _store.Put("_journal/run_r1/run.json", "{}");

        StoreOptimization done = Change(PartitionBy.None);

        Assert.Equal((3, 1, 12), (done.runs, done.skipped, done.files_moved));
        Assert.Contains("2026-01-30/runs/run_r1.parquet", _store.Files());
        Assert.Equal(4, _store.Runs().Count);
    }

    [Theory]
    [InlineData(nameof(MaintenanceStep.Staged))]
    [InlineData(nameof(MaintenanceStep.Noted))]
    [InlineData(nameof(MaintenanceStep.Published))]
    [InlineData(nameof(MaintenanceStep.Committed))]
    [InlineData(nameof(MaintenanceStep.Waited))]
    [InlineData(nameof(MaintenanceStep.Deleted))]
    public void Compact_KilledAfterAStep_NextCallFinishesOrUndoesIt(string step)
    {
        Write(0..5, PartitionBy.None);
        Change(null);
        Write(5..10, PartitionBy.Date);
        string before = _store.Shown();

        using TemporaryStore killed = _store.KilledAt(step, onStep => Change(PartitionBy.Hive, onStep));

        Assert.Equal(before, Shown(killed));
        Change(killed, PartitionBy.Hive);
        Assert.Equal(before, Shown(killed));
        Assert.Empty(killed.Check());
        Assert.DoesNotContain(killed.Files(), file => file.StartsWith("_tmp/", StringComparison.Ordinal));

        string Shown(TemporaryStore store) =>
            store.Shown().Replace(store.Path, _store.Path, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Compact_ReadersMeanwhile_NoRunIsMissedOrDoubled()
    {
        string[] ids = [.. Enumerable.Range(0, 120).Select(i => $"r{i:d3}")];
        foreach ((int i, string id) in ids.Index())
        {
            _store.Write(
                Sample.Create(id, s_first.AddHours(3 * i), stages: 1, operators: 0),
                i % 2 == 0 ? PartitionBy.None : PartitionBy.Date);
        }

        using var done = new CancellationTokenSource();
        var runs = new Repeated(() => Assert.Equal(ids, _store.Runs().Select(run => run.run_id)), done.Token);
        var stages = new Repeated(
            () => Assert.Equal(ids, _store.Stages([.. _store.Runs()]).Select(row => row.run_id)),
            done.Token);

        foreach (PartitionBy wanted in new[] { PartitionBy.Hive, PartitionBy.None, PartitionBy.Date })
        {
            await Task.Run(() => Compactor(_store, TimeProvider.System).Compact(
                Options(wanted),
                error => throw error,
                null,
                CancellationToken.None));
        }

        Repeated.WaitForTwoTurns(runs, stages);
        await done.CancelAsync();
        await Repeated.EndOf(runs, stages);
        Assert.All(DataFiles(), file => Assert.Equal(PartitionBy.Date, StoreLayout.LayoutOf(_store.Path, file)));
    }

    [Fact]
    public void Preview_OtherLayout_TellsAndChangesNothing()
    {
        Write(0..4, PartitionBy.None);
        string[] files = _store.Files();

        StoreOptimization plan = Compactor(_store, Maintaining.Impatient())
            .Preview(Options(PartitionBy.Date), error => throw error, default);

        Assert.Equal((OptimizationStatus.Planned, 4, 16), (plan.status, plan.runs, plan.files_moved));
        Assert.Equal(files, _store.Files());
    }

    [Theory]
    [InlineData(PartitionBy.Date)]
    [InlineData(PartitionBy.Hive)]
    public void Compact_ByMonthIntoFoldersOfDays_IsRefused(PartitionBy wanted)
    {
        Write(0..2, PartitionBy.None);

        MetricsException error = Assert.Throws<MetricsException>(() => Compactor(_store, Maintaining.Impatient())
            .Preview(Options(wanted) with { Period = CompactionPeriod.Month }, static _ => { }, default));

        Assert.Equal(MetricsError.PeriodNotPossible, error.Error);
    }

    [Fact]
    public void Compact_ByMonthOutOfFoldersOfDays_IsAFileForEachMonth()
    {
        Write(0..10, PartitionBy.Hive);

        Compactor(_store, Maintaining.Impatient()).Compact(
            Options(PartitionBy.None) with { Period = CompactionPeriod.Month },
            error => throw error,
            null,
            CancellationToken.None);

        Assert.Equal(
            ["runs/compacted_2026-01_00000001.parquet", "runs/compacted_2026-02_00000001.parquet"],
            _store.Files().Where(file => file.StartsWith("runs/", StringComparison.Ordinal)));
    }

    /// <summary>Runs r0, r1, …, one each eight hours.</summary>
    private void Write(Range runs, PartitionBy layout)
    {
        for (int i = runs.Start.Value; i < runs.End.Value; i++)
        {
            _store.Write(Sample.Create($"r{i}", s_first.AddHours(8 * i)), layout);
        }
    }

    private IEnumerable<string> DataFiles() => _store.Files()
        .Where(file => file.EndsWith(".parquet", StringComparison.Ordinal))
        .Select(_store.At);

    private StoreOptimization Change(PartitionBy? layout, Action<MaintenanceStep>? onStep = null) =>
        Change(_store, layout, onStep);

    private static StoreOptimization Change(
        TemporaryStore store,
        PartitionBy? layout,
        Action<MaintenanceStep>? onStep = null) => Compactor(store, Maintaining.Impatient()).Compact(
            Options(layout),
            error => throw error,
            onStep,
            CancellationToken.None);

    private static Compactor Compactor(TemporaryStore store, TimeProvider clock) => new(store.Path, clock);

    private static CompactionOptions Options(PartitionBy? layout) =>
        new() { BeforeUtc = s_before, PartitionBy = layout };
}
