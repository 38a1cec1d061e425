using MdfMetrics.Integrity;
using MdfMetrics.ParquetFiles;
using MdfMetrics.Records;
using MdfMetrics.Storage.Schema;
using MdfMetrics.Tests.Storage;

namespace MdfMetrics.Tests.Integrity;

public sealed class StoreCheckerTests : IDisposable
{
    private const string Key = "20260124_123456_1a2b3c4d";

    private readonly TemporaryStore _store = new();

    public void Dispose() => _store.Dispose();

    [Fact]
    public void Check_NoFolder_IsStoreNotFound()
    {
        var checker = new StoreChecker(_store.At("nowhere"), TimeProvider.System);

        Assert.Equal(
            MetricsError.StoreNotFound,
            Assert.Throws<MetricsException>(() => checker.Check().Count()).Error);
    }

    [Fact]
    public void Check_EmptyStore_FindsNothing() => Assert.Empty(_store.Check());

    [Fact]
    public void Check_WholeRunsInEveryLayoutAndCompacted_FindsTheMixtureAlone()
    {
        foreach (PartitionBy layout in Enum.GetValues<PartitionBy>())
        {
            _store.Write(Sample.Create($"own-{layout}"), layout);
        }

        Sample compacted = Sample.Create("in-many");
        _store.Put("runs/compacted_2026-01_1.parquet", ParquetFile.Serialize(MetricsSchema.Runs, [compacted.Run]));
        _store.Put(
            "stages/compacted_2026-01_1.parquet",
            ParquetFile.Serialize(MetricsSchema.Stages, compacted.Stages));
        _store.Put("runs/README.txt", "not data"u8);
        _store.Put("elsewhere/run_x.parquet", "not ours"u8);

        Assert.Equal(["mixed_layouts ."], _store.Kinds(_store.Check()));
    }

    [Fact]
    public void Check_StoreOfThePythonOriginal_FindsNothing()
    {
        string foreign = Path.Combine(AppContext.BaseDirectory, "Data", "foreign");
        foreach (string file in Directory.GetFiles(foreign, "*.parquet", SearchOption.AllDirectories))
        {
            _store.Put(Path.GetRelativePath(foreign, file), File.ReadAllBytes(file));
        }

        Assert.Empty(_store.Check());
    }

    [Theory]
    [InlineData("runs/run_" + Key)]
    [InlineData("stages/stages_" + Key)]
    [InlineData("operators/operators_" + Key)]
    [InlineData("histograms/histograms_" + Key)]
    public void Check_TornFile_IsFoundAndTheRestChecked(string name)
    {
        _store.Write(Sample.Create("other"));
        _store.Write(Sample.Create());
        string path = _store.At(name + ".parquet");
        byte[] whole = File.ReadAllBytes(path);
        _store.Put(name + ".parquet", whole.AsSpan(0, whole.Length / 2));

        List<StoreFinding> findings = _store.Check();

        StoreFinding torn = Assert.Single(findings, finding => finding.kind == FindingKind.TornFile);
        Assert.Equal(path, torn.path);
        Assert.Equal(_store.Path, torn.store);
        Assert.Equal(FindingRepair.Quarantine, torn.repair);
        Assert.Contains(path, torn.message, StringComparison.Ordinal);
        string[] orphans = name.StartsWith("runs", StringComparison.Ordinal)
            ? [$"histograms/histograms_{Key}", $"operators/operators_{Key}", $"stages/stages_{Key}"]
            : [];
        Assert.Equal(
            orphans.Select(orphan => $"orphaned_file {orphan}.parquet"),
            _store.Kinds(findings.Where(finding => finding != torn)));
    }

    [Fact]
    public void Check_FileWithoutBytes_IsEmpty()
    {
        _store.Put("stages/stages_x.parquet");

        StoreFinding finding = Assert.Single(_store.Check());

        Assert.Equal(FindingKind.EmptyFile, finding.kind);
        Assert.Equal(FindingRepair.Quarantine, finding.repair);
    }

    [Theory]
    [InlineData("1 AS x", "foreign_file", "quarantine")]
    [InlineData("7 AS run_id", "unsupported_file", "none")]
    [InlineData("'a' AS run_id, 'b' AS start_time", "unsupported_file", "none")]
    [InlineData("['a'] AS run_id, {'deep': {'deeper': [1]}} AS config", "unsupported_file", "none")]
    public void Check_OtherColumns_IsForeignOrUnsupported(string columns, string kind, string repair)
    {
        Directory.CreateDirectory(_store.At("runs"));
        using (var database = new DuckDb())
        {
            database.Execute($"COPY (SELECT {columns}) TO '{_store.At("runs/a.parquet")}' (FORMAT PARQUET)");
        }

        StoreFinding finding = Assert.Single(_store.Check());

        Assert.Equal((kind, repair), (finding.kind, finding.repair));
    }

    [Fact]
    public void Check_FileThatCannotBeOpened_IsUnreadableAndNotTouched()
    {
        // Permissions would not keep root out; a file that is in use is nobody's to open.
        string path = _store.Write(Sample.Create()).path!;
        using FileStream use = new(path, FileMode.Open, FileAccess.Read, FileShare.None);

        StoreFinding finding = Assert.Single(_store.Check(), finding => finding.path == path);

        Assert.Equal(FindingKind.UnreadableFile, finding.kind);
        Assert.Equal(FindingRepair.None, finding.repair);
    }

    [Fact]
    public void Check_RowsWithoutTheirRun_AreOrphanedAndNameIt()
    {
        File.Delete(_store.Write(Sample.Create("lost")).path!);
        _store.Write(Sample.Create("kept"));

        List<StoreFinding> findings = _store.Check();

        Assert.Equal(
            [
                "orphaned_file histograms/histograms_lost.parquet",
                "orphaned_file operators/operators_lost.parquet",
                "orphaned_file stages/stages_lost.parquet",
            ],
            _store.Kinds(findings));
        Assert.All(findings, finding => Assert.Equal(("lost", FindingRepair.None), (finding.run_id, finding.repair)));
    }

    [Theory]
    [InlineData("runs/run_other.parquet", "misnamed_file")]
    [InlineData("runs/run_run_own.parquet", null)]
    [InlineData("runs/RUN_OWN.parquet", null)]
    [InlineData("runs/anything.parquet", null)]
    public void Check_RunOfAnotherName_IsMisnamed(string file, string? kind)
    {
        _store.Put(file, ParquetFile.Serialize(MetricsSchema.Runs, [Sample.Create("run_own").Run]));

        StoreFinding? finding = _store.Check().SingleOrDefault();

        Assert.Equal(kind, finding?.kind);
        Assert.Equal(kind is null ? null : "run_own", finding?.run_id);
    }

    [Fact]
    public void Check_MissingValues_AreCountedByColumn()
    {
        foreach (string folder in new[] { "runs", "operators" })
        {
            Directory.CreateDirectory(_store.At(folder));
        }

        using (var database = new DuckDb())
        {
            database.Execute(
                $"""
                COPY (SELECT CASE WHEN i < 2 THEN 'a' || i END AS run_id, NULL::TIMESTAMP AS start_time
                      FROM range(5) t(i))
                TO '{_store.At("runs/many.parquet")}' (FORMAT PARQUET);
                COPY (SELECT 'a0' AS run_id, NULL::VARCHAR AS stage_name, 'o' AS operator_name,
                      TIMESTAMP '2026-01-24' AS timestamp)
                TO '{_store.At("operators/operators_a0.parquet")}' (FORMAT PARQUET)
                """);
        }

        string[] expected =
        [
            "1 of its rows have no stage_name",
            "1 of its rows have no worker_id",
            "3 of its rows have no run_id",
            "5 of its rows have no start_time",
        ];
        List<StoreFinding> findings = _store.Check();
        Assert.All(findings, finding => Assert.Equal(FindingKind.NullValue, finding.kind));
        Assert.Equal(
            expected,
            findings.Select(finding => finding.message.Split('.')[0]).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Check_Cancelled_Stops()
    {
        _store.Write(Sample.Create());
        using var stop = new CancellationTokenSource();
        stop.Cancel();

        Assert.ThrowsAny<OperationCanceledException>(
            () => new StoreChecker(_store.Path, TimeProvider.System).Check(stop.Token).Count());
    }

    [Fact]
    public async Task Check_WhileRunsAreWritten_FindsNothing()
    {
        Task writing = Task.Factory.StartNew(
            () =>
            {
                for (int i = 0; i < 60; i++)
                {
                    _store.Write(Sample.Create($"r{i}", stages: 1, operators: 1, workers: 1));
                }
            },
            TaskCreationOptions.LongRunning);
        do
        {
            Assert.Empty(_store.Check(TimeProvider.System));
        }
        while (!writing.IsCompleted);


        await writing;
    }
}
