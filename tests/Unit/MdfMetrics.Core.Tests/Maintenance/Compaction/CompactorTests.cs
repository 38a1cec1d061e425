using MdfMetrics.Maintenance;
using MdfMetrics.Maintenance.Compaction;
using MdfMetrics.ParquetFiles;
using MdfMetrics.Records;
using MdfMetrics.Storage.Reading;
using MdfMetrics.Storage.Schema;
using MdfMetrics.Tests.Storage;

namespace MdfMetrics.Tests.Maintenance.Compaction;

/// <summary>Many small files become few, and readers see no difference.</summary>
public sealed class CompactorTests : IDisposable
{
    private static readonly DateTime s_first = new(2026, 1, 30, 12, 0, 0, DateTimeKind.Utc);

    private readonly TemporaryStore _store = new();
    private readonly List<MetricsException> _warnings = [];

    public void Dispose() => _store.Dispose();

    [Fact]
    public void Compact_TwoMonths_IsOneFileForEachDatasetAndMonth()
    {
        string[] ids = Write(4);
        string before = _store.Shown();
        long bytes = Bytes();

        StoreOptimization done = Compact();

        Assert.Equal(OptimizationStatus.Optimized, done.status);
        Assert.Equal((_store.Path, bytes, Bytes()), (done.store, done.bytes_before, done.bytes_after));
        Assert.Equal((0, 0), (done.files_moved, done.files_in_use));
        Assert.Equal((4, 16, 8, 0), (done.runs, done.files_before, done.files_after, done.skipped));
        Assert.Equal(
            [
                "_maintenance/00000001.json",
                "histograms/compacted_2026-01_00000001.parquet",
                "histograms/compacted_2026-02_00000001.parquet",
                "operators/compacted_2026-01_00000001.parquet",
                "operators/compacted_2026-02_00000001.parquet",
                "runs/compacted_2026-01_00000001.parquet",
                "runs/compacted_2026-02_00000001.parquet",
                "stages/compacted_2026-01_00000001.parquet",
                "stages/compacted_2026-02_00000001.parquet",
            ],
            _store.Files());
        Assert.Equal(ids, _store.Runs().Select(run => run.run_id));
        Assert.Equal(before, _store.Shown());
        Assert.Empty(_warnings);
    }

    [Fact]
    public void Compact_Again_ChangesNothing()
    {
        Write(4);
        Compact();
        string[] files = _store.Files();

        StoreOptimization again = Compact();

        Assert.Equal(OptimizationStatus.Unchanged, again.status);
        Assert.Equal(0, again.runs);
        Assert.Equal(files, _store.Files());
    }

    [Fact]
    public void Compact_RunsAddedToAMonth_MergesThemIntoItsFileAndLeavesOthersAlone()
    {
        Write(4);
        Compact();
        _store.Write(Sample.Create("later", s_first.AddDays(3)));
        _store.Write(Sample.Create("earlier", s_first.AddDays(1.5)));
        string before = _store.Shown();

        Compact();

        Assert.Contains("runs/compacted_2026-01_00000001.parquet", _store.Files());
        Assert.Contains("runs/compacted_2026-02_00000002.parquet", _store.Files());
        Assert.Equal(2, _store.Files().Count(file => file.StartsWith("runs/", StringComparison.Ordinal)));
        Assert.Equal(before, _store.Shown());
    }

    [Theory]
    [InlineData(PartitionBy.Date, "2026-01-30/runs/compacted_2026-01-30_00000001.parquet")]
    [InlineData(PartitionBy.Hive, "runs/date=2026-01-30/compacted_2026-01-30_00000001.parquet")]
    public void Compact_FoldersOfDays_WorksInsideEach(PartitionBy layout, string expected)
    {
        for (int i = 0; i < 6; i++)
        {
            _store.Write(Sample.Create($"r{i}", s_first.AddHours(8 * i)), layout);
        }

        string before = _store.Shown();

        Compact();

        Assert.Contains(expected, _store.Files());
        Assert.Equal((3 * 4) + 1, _store.Files().Length);
        Assert.Equal(before, _store.Shown());
        Assert.Equal(OptimizationStatus.Unchanged, Compact(CompactionPeriod.Day).status);
        Assert.Equal(
            MetricsError.PeriodNotPossible,
            Assert.Throws<MetricsException>(() => Compact(CompactionPeriod.Month)).Error);
    }

    [Fact]
    public void Compact_PeriodDay_IsAFileForEachDay()
    {
        Write(4);

        Assert.Equal(16, Compact(CompactionPeriod.Day).files_after);
    }

    [Fact]
    public void Compact_RecentAndLiveRuns_Stay()
    {
        Write(2);
        _store.Write(Sample.Create("recent", s_first.AddDays(5)));
        _store.Put("_journal/run_live/run.json", "{}");
        _store.Write(Sample.Create("live", s_first.AddHours(1)));

        StoreOptimization done = Compact(before: s_first.AddDays(5));

        Assert.Equal((2, 2), (done.runs, done.skipped));
        Assert.Contains("runs/run_recent.parquet", _store.Files());
        Assert.Contains("runs/run_live.parquet", _store.Files());
        Assert.Equal(4, _store.Runs().Count);
    }

    [Fact]
    public void Compact_RunInSeveralFiles_LiesInOneThen()
    {
        Sample sample = Sample.Create("a", s_first);
        _store.Write(sample);
        File.WriteAllBytes(
            _store.Put("runs/all.parquet"),
            ParquetFile.Serialize(
                MetricsSchema.Runs,
                [sample.Run with { run_id = "b" }, sample.Run]));
        string before = _store.Shown();

        Compact();

        Assert.Equal(before, _store.Shown());
        using var engine = DuckDb.Over(_store.Path);
        Assert.Equal(2L, engine.Single("SELECT count(*) FROM runs"));
    }

    [Fact]
    public void Compact_CopyOfARunBesideItsMonth_LiesInOneFileThen()
    {
        string[] ids = Write(4);
        string own = _store.At($"runs/{ids[2]}.parquet");
        byte[] copy = File.ReadAllBytes(own);
        Compact();
        File.WriteAllBytes(own, copy);
        string before = _store.Shown();

        Compact();

        Assert.Equal(before, _store.Shown());
        using var engine = DuckDb.Over(_store.Path);
        Assert.Equal(4L, engine.Single("SELECT count(*) FROM runs"));
    }

    /// <summary>Whoever copies a store may take the datasets alone.</summary>
    [Fact]
    public void Compact_StoreWithoutTheRecordsOfItsChanges_TakesNewNames()
    {
        string[] ids = Write(4);
        Compact(before: s_first.AddDays(3));
        Directory.Delete(_store.At("_maintenance"), recursive: true);
        string before = _store.Shown();

        Compact();

        Assert.Equal(before, _store.Shown());
        Assert.Equal(ids, _store.Runs().Select(run => run.run_id));
        Assert.Equal(2, _store.Files().Count(file => file.StartsWith("runs/", StringComparison.Ordinal)));
        Assert.Empty(_warnings);
    }

    [Fact]
    public void Compact_SeveralFilesOfAMonth_AreOneThen()
    {
        Write(4);
        Compact(before: s_first.AddDays(3));
        foreach (string file in _store.Files().Where(IsOfFebruary).ToArray())
        {
            // As a copy of a store that went on elsewhere has it.
            File.Move(_store.At(file), _store.At(file.Replace("00000001", "00000009", StringComparison.Ordinal)));
        }

        Compact(before: s_first.AddDays(4));
        string before = _store.Shown();

        Assert.Equal(4, _store.Files().Count(IsOfFebruary));
        Assert.Equal(4, _store.Runs().Count);
        Assert.Equal(OptimizationStatus.Unchanged, Compact().status);
        Assert.Equal(before, _store.Shown());
    }

    [Fact]
    public void Compact_FileNamedAfterAnotherMonth_IsPutRight()
    {
        Write(4);
        Compact();
        foreach (string file in _store.Files().Where(IsOfFebruary).ToArray())
        {
            File.Move(_store.At(file), _store.At(file.Replace("2026-02", "2026-03", StringComparison.Ordinal)));
        }

        Compact();

        Assert.Contains("runs/compacted_2026-02_00000002.parquet", _store.Files());
        Assert.DoesNotContain(_store.Files(), file => file.Contains("2026-03", StringComparison.Ordinal));
        Assert.Equal(4, _store.Runs().Count);
    }

    [Fact]
    public void Compact_MoreRowsThanARowGroup_AreFoundAndSorted()
    {
        Sample[] samples = [.. Enumerable.Range(0, 3)
            .Select(i => Sample.Create($"r{2 - i}", s_first.AddMinutes(-i), stages: 2, operators: 60, workers: 60, latencies: 1))];
        foreach (Sample sample in samples)
        {
            _store.Write(sample);
        }

        Compact();

        using var engine = new DuckDb();
        string files = _store.At("operators/*.parquet");
        Assert.Equal(
            "r0,r1,r2",
            string.Join(',', engine.Query(
                $"""
                SELECT run_id FROM read_parquet('{files}', file_row_number=true)
                GROUP BY run_id ORDER BY min(file_row_number)
                """)
                .Select(row => row[0])));
        Assert.True((long)engine.Single($"SELECT max(row_group_num_rows) FROM parquet_metadata('{files}')")! <= 20_000);
        RunMetrics run = Assert.Single(_store.Runs(new RunQuery { ExactIds = ["r1"] }));
        Assert.Equal(7200, _store.Operators(run).Count);
    }

    [Fact]
    public void Compact_Busy_SaysSo()
    {
        Write(2);
        using StoreMaintenance maintenance = _store.Maintain();

        Assert.Equal(OptimizationStatus.Busy, Compact().status);
        Assert.Equal(2, _store.Runs().Count);
    }

    [Fact]
    public void Preview_Store_TellsAndChangesNothing()
    {
        Write(4);
        string[] files = _store.Files();

        StoreOptimization plan = new Compactor(_store.Path, Maintaining.Impatient())
            .Preview(new CompactionOptions { BeforeUtc = DateTime.MaxValue }, _warnings.Add, default);

        Assert.Equal(
            (OptimizationStatus.Planned, 4, 16, 8),
            (plan.status, plan.runs, plan.files_before, plan.files_after));
        Assert.Equal(files.Sum(file => new FileInfo(_store.At(file)).Length), plan.bytes_before);
        Assert.Null(plan.bytes_after);
        Assert.Equal(files, _store.Files());
    }

    [Fact]
    public void Compact_Cancelled_LeavesTheStoreAsItWas()
    {
        Write(3);
        string[] files = _store.Files();
        using var stop = new CancellationTokenSource();
        stop.Cancel();

        Assert.ThrowsAny<OperationCanceledException>(() => new Compactor(_store.Path, Maintaining.Impatient())
            .Compact(new CompactionOptions { BeforeUtc = DateTime.MaxValue }, _warnings.Add, null, stop.Token));
        Assert.Equal(files, _store.Files());
    }

    private long Bytes() => Directory
        .EnumerateFiles(_store.Path, "*.parquet", SearchOption.AllDirectories)
        .Sum(file => new FileInfo(file).Length);

    private static bool IsOfFebruary(string file) => file.Contains("compacted_2026-02_", StringComparison.Ordinal);

    private string[] Write(int runs)
    {
        string[] ids =
            [.. Enumerable.Range(0, runs).Select(i => $"run_{s_first.AddDays(i):yyyyMMdd_HHmmss}_0000000{i:x}")];
        for (int i = 0; i < runs; i++)
        {
            _store.Write(Sample.Create(ids[i], s_first.AddDays(i)));
        }

        return ids;
    }

    private StoreOptimization Compact(CompactionPeriod? period = null, DateTime? before = null) =>
        _store.Compact(period, before ?? s_first.AddYears(1), _warnings.Add);
}
