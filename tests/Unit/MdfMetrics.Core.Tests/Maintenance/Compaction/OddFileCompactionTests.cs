using MdfMetrics.Maintenance.Compaction;
using MdfMetrics.Progress;
using MdfMetrics.Storage.Reading;
using MdfMetrics.Tests.Integrity;
using MdfMetrics.Tests.Storage;
using Microsoft.Extensions.Time.Testing;

namespace MdfMetrics.Tests.Maintenance.Compaction;

/// <summary>Files of other writers, of later versions, and damaged ones: they are compacted, or left with their run.</summary>
public sealed class OddFileCompactionTests : IDisposable
{
    private static readonly DateTime s_first = new(2026, 1, 30, 12, 0, 0, DateTimeKind.Utc);

    private readonly TemporaryStore _store = new();
    private readonly List<MetricsException> _warnings = [];

    public void Dispose() => _store.Dispose();

    [Fact]
    public void Compact_FilesOfTheOriginal_AreCompactedToo()
    {
        CopyOriginal();
        string before = _store.Shown();

        StoreOptimization done = Compact(before: DateTime.UtcNow.AddYears(1));

        Assert.Equal(OptimizationStatus.Optimized, done.status);
        Assert.Equal(before, _store.Shown());
        Assert.Equal(0, done.skipped);
        Assert.Empty(_warnings);
    }

    [Fact]
    public void Compact_RecentFilesOfTheOriginalBesideOurs_AreTakenAlongAndAllTimesAreMilliseconds()
    {
        CopyOriginal();
        _store.Write(Sample.Create("ours", s_first));
        string before = _store.Shown();

        StoreOptimization done = Compact(before: s_first.AddYears(-10));

        Assert.Equal((OptimizationStatus.Optimized, 3, 1), (done.status, done.runs, done.skipped));
        Assert.Contains("runs/run_ours.parquet", _store.Files());
        Assert.Equal(before, _store.Shown());
        Assert.Empty(_warnings);
        using var engine = new DuckDb();
        foreach ((string dataset, string column) in new[] { ("runs", "start_time"), ("stages", "timestamp"), ("operators", "timestamp") })
        {
            object?[] type = Assert.Single(engine.Query(
                $"""
                SELECT DISTINCT logical_type FROM parquet_schema('{_store.At(dataset)}/*.parquet')
                WHERE name = '{column}'
                """));
            Assert.Contains("MILLIS", $"{type[0]}", StringComparison.Ordinal);
        }

        Assert.Equal(OptimizationStatus.Unchanged, Compact(before: s_first.AddYears(-10)).status);
    }

    [Fact]
    public void Compact_RecentForeignFileThatCannotBeCarried_StaysWithItsRunAndAWarning()
    {
        RunMetrics run = _store.Write(Sample.Create("odd", s_first));
        Rewrite(run.path!, "SELECT *, {'a': 1, 'b': 'x'} AS nested");
        byte[] odd = File.ReadAllBytes(run.path!);

        Assert.Equal(1, Compact(before: s_first.AddYears(-10)).skipped);

        Assert.Equal(run.path, Assert.Single(_warnings).Target);
        Assert.Equal(odd, File.ReadAllBytes(run.path!));
        Assert.Contains("operators/operators_odd.parquet", _store.Files());
    }

    [Theory]
    [InlineData(PartitionBy.None, "runs/compacted_undated_00000001.parquet")]
    [InlineData(PartitionBy.Hive, "runs/date=2026-01-30/compacted_2026-01-30_00000001.parquet")]
    [InlineData(PartitionBy.Date, "2026-01-30/runs/compacted_2026-01-30_00000001.parquet")]
    public void Compact_ForeignRunWithoutAStart_IsCarriedIntoAFileOfTheUndated(PartitionBy layout, string expected)
    {
        RunMetrics run = _store.Write(Sample.Create("timeless", s_first), layout);
        Rewrite(run.path!, "SELECT * REPLACE (CAST(NULL AS TIMESTAMP) AS start_time)");
        string before = _store.Shown();

        Assert.Equal(OptimizationStatus.Optimized, Compact().status);

        Assert.Contains(expected, _store.Files());
        Assert.False(File.Exists(run.path));
        Assert.Equal(before, _store.Shown());
        Assert.Empty(_warnings);
        Assert.Equal(OptimizationStatus.Unchanged, Compact().status);
        Assert.Single(_store.Runs(new RunQuery { ExactIds = ["timeless"] }));
        Assert.DoesNotContain(_store.Check(), finding => finding.kind != FindingKind.NullValue);
    }

    [Fact]
    public void Compact_ForeignRunWithoutAStartIntoFoldersOfDays_StaysAndAWarningSaysWhy()
    {
        RunMetrics run = _store.Write(Sample.Create("timeless", s_first));
        Rewrite(run.path!, "SELECT * REPLACE (CAST(NULL AS TIMESTAMP) AS start_time)");

        StoreOptimization done = new Compactor(_store.Path, Maintaining.Impatient()).Compact(
            new CompactionOptions { BeforeUtc = DateTime.MaxValue, PartitionBy = PartitionBy.Hive },
            _warnings.Add,
            null,
            CancellationToken.None);

        Assert.Equal(1, done.skipped);
        Assert.Contains("start_time", Assert.Single(_warnings).Message, StringComparison.Ordinal);
        Assert.EndsWith("Leave it so, or remove the run.", _warnings[0].Message, StringComparison.Ordinal);
        Assert.True(File.Exists(run.path));
    }

    [Fact]
    public void Compact_ForeignFilesOfManyRunsByAnyName_AreCarriedOver()
    {
        RunMetrics[] runs = [.. Enumerable.Range(0, 3).Select(i =>
            _store.Write(Sample.Create($"run_{s_first.AddDays(i):yyyyMMdd_HHmmss}_0000000{i}", s_first.AddDays(i))))];
        string before = _store.Shown();
        using (var engine = new DuckDb())
        {
            foreach ((string dataset, string prefix) in new[]
            {
                ("runs", "run_"), ("stages", "stages_"), ("operators", "operators_"), ("histograms", "hist_"),
            })
            {
                string[] files = Directory.GetFiles(_store.At(dataset));
                engine.Execute(
                    $"COPY (FROM '{_store.At(dataset)}/*.parquet') TO '{_store.At($"{dataset}/{prefix}merged.parquet")}'");
                Array.ForEach(files, File.Delete);
            }
        }

        Assert.Equal(before, _store.Shown());

        Assert.Equal(3, Compact().runs);

        Assert.Equal(before, _store.Shown());
        Assert.Empty(_warnings);
        Assert.DoesNotContain(_store.Files(), file => file.Contains("merged", StringComparison.Ordinal));
        Assert.Equal(OptimizationStatus.Unchanged, Compact().status);
    }

    [Fact]
    public void Compact_CompactedFileRewrittenByAnotherEngine_IsWrittenAnew()
    {
        Write(2);
        Compact();
        string path = _store.At("runs/compacted_2026-01_00000001.parquet");
        string before = _store.Shown();
        Rewrite(path, "SELECT * REPLACE (CAST(start_time AS TIMESTAMP) AS start_time)");

        Assert.Equal(OptimizationStatus.Optimized, Compact().status);

        Assert.False(File.Exists(path));
        Assert.Equal(before, _store.Shown());
        Assert.Equal(OptimizationStatus.Unchanged, Compact().status);
    }

    [Fact]
    public void Compact_UnknownColumns_AreCarriedOver()
    {
        RunMetrics run = _store.Write(Sample.Create("a", s_first));
        _store.Write(Sample.Create("b", s_first));
        using var engine = new DuckDb();
        engine.Execute(
            $"COPY (SELECT *, 42 AS answer, 'été' AS note, true AS flag, 1.5::DOUBLE AS ratio FROM '{run.path}') "
            + $"TO '{run.path}.new' (FORMAT parquet)");
        File.Move(run.path + ".new", run.path!, overwrite: true);

        Compact();

        Assert.Empty(_warnings);
        Assert.Equal(
            "a:42:été:True:1.5|b::::",
            string.Join('|', engine.Query(
                $"SELECT run_id, answer, note, flag, ratio::VARCHAR FROM '{_store.At("runs/*.parquet")}' ORDER BY run_id")
                .Select(row => string.Join(':', row))));
    }

    [Fact]
    public void Compact_FileOfALaterSchema_StaysWithItsRunAndAWarning()
    {
        Write(2);
        RunMetrics run = _store.Write(Sample.Create("later", s_first));
        using var engine = new DuckDb();
        engine.Execute(
            $"COPY (SELECT * FROM '{run.path}') TO '{run.path}.new' (FORMAT parquet, KV_METADATA {{'mdf.schema': '2'}})");
        File.Move(run.path + ".new", run.path!, overwrite: true);

        StoreOptimization done = Compact();

        Assert.Equal((2, 1), (done.runs, done.skipped));
        Assert.Equal(run.path, Assert.Single(_warnings).Target);
        Assert.Contains("stages/stages_later.parquet", _store.Files());
        Assert.Equal(3, _store.Runs().Count);
    }

    /// <summary>What is wrong with a file is told, and what tells more; its runs stay, the others are compacted.</summary>
    [Theory]
    [InlineData("runs/odd.parquet", "SELECT * REPLACE (NULL::VARCHAR AS run_id)", "it has rows without a run_id")]
    [InlineData("runs/odd.parquet", "SELECT * REPLACE ('' AS run_id)", "it has rows without a run_id")]
    [InlineData("runs/odd.parquet", "SELECT * EXCLUDE (run_id)", "column run_id is missing")]
    [InlineData("stages/stages_odd.parquet", "SELECT *, {'a': 1} AS nested", "nested")]
    [InlineData("stages/stages_odd.parquet", "SELECT * REPLACE (5 AS stage_name)", "stage_name")]
    [InlineData("stages/stages_odd.parquet", "SELECT * REPLACE (18446744073709551615::UBIGINT AS input_records)", "no 64-bit")]
    public void Compact_FileThatCannotBeCarried_StaysAndIsTold(string relative, string select, string problem)
    {
        Write(2);
        RunMetrics run = _store.Write(Sample.Create("odd", s_first));
        string path = _store.At(relative);
        if (!File.Exists(path))
        {
            File.Copy(run.path!, path);
        }

        Rewrite(path, select);
        byte[] odd = File.ReadAllBytes(path);

        StoreOptimization done = Compact();

        MetricsException warning = Assert.Single(_warnings);
        Assert.Equal(path, warning.Target);
        Assert.Contains(problem, warning.Message, StringComparison.Ordinal);
        Assert.Contains($"'{path}'", warning.Message, StringComparison.Ordinal);
        Assert.Equal(odd, File.ReadAllBytes(path));
        Assert.InRange(done.runs, 2, 3);
    }

    [Fact]
    public void Compact_OwnFileWithAValueThatCannotBeHeld_StaysWithItsRunAndIsTold()
    {
        Write(2);
        RunMetrics run = _store.Write(Sample.Create("odd", s_first));
        using (var engine = new DuckDb())
        {
            engine.Execute(
                $"COPY (SELECT * REPLACE (18446744073709551615::UBIGINT AS total_errors) FROM '{run.path}') "
                    + $"TO '{run.path}.new' (FORMAT parquet, KV_METADATA {{'mdf.schema': '1'}})");
        }

        File.Move(run.path + ".new", run.path!, overwrite: true);

        Assert.Equal((2, 1), (Compact().runs, _warnings.Count));

        Assert.Equal(run.path, _warnings[0].Target);
        Assert.Contains("18446744073709551615", _warnings[0].Message, StringComparison.Ordinal);
        Assert.True(File.Exists(run.path));
    }

    [Fact]
    public void Compact_ForeignFilesNamedByAWordBesideOurs_AreCarriedOver()
    {
        RunMetrics[] runs = [.. Enumerable.Range(0, 2).Select(i =>
            _store.Write(Sample.Create($"run_{s_first.AddDays(i):yyyyMMdd_HHmmss}_0000000{i}", s_first.AddDays(i))))];
        foreach (string name in new[] { "runs/run_", "stages/stages_", "operators/operators_", "histograms/histograms_" })
        {
            string merged = _store.At($"{name}merged.parquet");
            string[] files = Directory.GetFiles(Path.GetDirectoryName(merged)!);
            using var engine = new DuckDb();
            engine.Execute($"COPY (FROM '{_store.At(name)}*.parquet') TO '{merged}'");
            Array.ForEach(files, File.Delete);
        }

        Write(1);
        string before = _store.Shown();

        Assert.Equal(3, Compact().runs);

        Assert.Equal(before, _store.Shown());
        Assert.DoesNotContain(_store.Files(), file => file.Contains("merged", StringComparison.Ordinal));
        Assert.Empty(_warnings);
    }

    [Fact]
    public void Compact_SameColumnOfSomebodysOwnInTwoFiles_IsCarriedOver()
    {
        string[] paths = [.. new[] { "a", "b" }.Select(id => _store.Write(Sample.Create(id, s_first)).path!)];
        Rewrite(paths[0], "SELECT *, 42 AS answer");
        Rewrite(paths[1], "SELECT *, 43 AS answer");

        Assert.Equal(2, Compact().runs);

        Assert.Empty(_warnings);
        using var engine = new DuckDb();
        Assert.Equal(
            "a 42, b 43",
            engine.Single(
                $"""
                SELECT string_agg(run_id || ' ' || answer, ', ' ORDER BY run_id)
                FROM '{_store.At("runs/*.parquet")}'
                """));
    }

    /// <summary>A file of many runs goes as a whole: without the row of the one that stays, that would be lost.</summary>
    [Theory]
    [InlineData("stages")]
    [InlineData("operators stages")]
    public void Compact_TornFileOfARunThatSharesAnother_KeepsAllThatShareIt(string torn)
    {
        RunMetrics[] runs = [.. new[] { "a", "b" }.Select(id => _store.Write(Sample.Create(id, s_first)))];
        _store.Join("runs/both.parquet", 9, runs);
        foreach (string dataset in torn.Split(' '))
        {
            _store.Put($"{dataset}/{dataset}_a.parquet", "torn");
        }

        string[] before = _store.Files();

        StoreOptimization done = Compact();

        Assert.Equal((OptimizationStatus.Unchanged, 2), (done.status, done.skipped));
        Assert.Equal(torn.Split(' ').Length, _warnings.Count);
        Assert.Equal(before, _store.Files());
        Assert.Equal(["a", "b"], _store.Runs().Select(run => run.run_id));
    }

    [Fact]
    public void Compact_FileThatGoesMeanwhile_IsToldAndTheOthersAreCompacted()
    {
        Write(2);
        string path = _store.At("operators/operators_whole0.parquet");
        var progress = new WorkProgress(
            new FakeTimeProvider { AutoAdvanceAmount = TimeSpan.FromSeconds(1) },
            state =>
            {
                if (state.Step == "Writing histograms")
                {
                    File.Delete(path);
                }
            });

        StoreOptimization done = new Compactor(_store.Path, Maintaining.Impatient()) { Progress = progress }.Compact(
            new CompactionOptions { BeforeUtc = DateTime.MaxValue },
            _warnings.Add,
            null,
            default);

        Assert.Equal(OptimizationStatus.Optimized, done.status);
        Assert.Equal((MetricsError.FileCorrupt, path), (Assert.Single(_warnings).Error, _warnings[0].Target));
        Assert.Contains("was removed while it was to be compacted. Try again.", _warnings[0].Message, StringComparison.Ordinal);
        Assert.Equal(["whole0", "whole1"], _store.Runs().Select(run => run.run_id));
    }

    [Fact]
    public void Compact_OwnFileWithRowsOfAnotherRun_StaysWithThatAndIsTold()
    {
        Write(3);
        File.Copy(_store.At("stages/stages_whole1.parquet"), _store.At("stages/stages_whole0.parquet"), overwrite: true);

        Assert.Equal(2, Compact().runs);

        Assert.Contains(
            "it has rows of other runs than its name says. Test-MdfMetrics tells more",
            Assert.Single(_warnings).Message,
            StringComparison.Ordinal);
        Assert.Equal(
            ["runs/run_whole1.parquet", "stages/stages_whole0.parquet", "stages/stages_whole1.parquet"],
            _store.Files().Where(file => file.Contains("_whole", StringComparison.Ordinal)
                && file[0] is 'r' or 's'));
    }

    /// <summary>The first file says what type a column of somebody's own has; one of another type stays.</summary>
    [Fact]
    public void Compact_OwnColumnOfTwoTypes_TheSecondFileStaysAndIsTold()
    {
        string[] paths = [.. new[] { "a", "b" }.Select(id => _store.Write(Sample.Create(id, s_first)).path!)];
        Rewrite(paths[0], "SELECT *, 42 AS answer");
        Rewrite(paths[1], "SELECT *, 'x' AS answer");

        Assert.Equal(1, Compact().runs);

        MetricsException warning = Assert.Single(_warnings);
        Assert.Equal(paths[1], warning.Target);
        Assert.Contains("its column answer is of another type", warning.Message, StringComparison.Ordinal);
        Assert.Contains("Leave it so, or write it anew", warning.Message, StringComparison.Ordinal);
        Assert.True(File.Exists(paths[1]));
        Assert.Equal(["a", "b"], _store.Runs().Select(run => run.run_id).Order());
    }

    [Fact]
    public void Compact_EmptyFileOfALaterSchemaByTheOriginalsName_StaysWithItsRun()
    {
        Write(2);
        _store.Write(Sample.Create("later", s_first));
        string path = _store.At("stages/stages_later.parquet");
        using var engine = new DuckDb();
        engine.Execute(
            $"COPY (SELECT * FROM '{path}' LIMIT 0) TO '{_store.At("stages/stages_run_later.parquet")}' "
                + "(FORMAT parquet, KV_METADATA {'mdf.schema': '2'})");
        File.Delete(path);

        StoreOptimization done = Compact();

        Assert.Equal((2, 1), (done.runs, done.skipped));
        Assert.Contains("runs/run_later.parquet", _store.Files());
    }

    [Theory]
    [InlineData("runs/run_torn.parquet")]
    [InlineData("operators/operators_torn.parquet")]
    public void Compact_TornFile_StaysWithItsRun(string relative)
    {
        Write(2);
        _store.Write(Sample.Create("torn", s_first));
        byte[] bytes = File.ReadAllBytes(_store.At(relative));
        File.WriteAllBytes(_store.At(relative), bytes[..(bytes.Length / 2)]);

        Assert.Equal(2, Compact().runs);

        Assert.Equal(_store.At(relative), Assert.Single(_warnings).Target);
        Assert.Contains("histograms/histograms_torn.parquet", _store.Files());
    }

    [Fact]
    public void Compact_DamageBehindTheIds_LeavesThatRunOutAndGoesOn()
    {
        Write(2);
        _store.Write(Sample.Create("torn", s_first));
        string path = _store.At("operators/operators_torn.parquet");
        byte[] bytes = File.ReadAllBytes(path);
        bytes.AsSpan(bytes.Length / 3, 200).Fill(0xFF);
        File.WriteAllBytes(path, bytes);

        Assert.Equal(2, Compact().runs);

        Assert.Equal(path, Assert.Single(_warnings).Target);
        Assert.Equal(OptimizationStatus.Unchanged, Compact().status);
    }

    /// <summary>Files of another writer, with times in microseconds.</summary>
    private void CopyOriginal()
    {
        string source = Path.Combine(AppContext.BaseDirectory, "Data", "foreign");
        foreach (string file in Directory.EnumerateFiles(source, "*.parquet", SearchOption.AllDirectories))
        {
            string copy = _store.At(Path.GetRelativePath(source, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }
    }

    private static void Rewrite(string path, string select)
    {
        using var engine = new DuckDb();
        engine.Execute($"COPY ({select} FROM read_parquet('{path}', hive_partitioning=false)) TO '{path}.new' (FORMAT parquet)");
        File.Move(path + ".new", path, overwrite: true);
    }

    private void Write(int runs)
    {
        for (int i = 0; i < runs; i++)
        {
            _store.Write(Sample.Create($"whole{i}", s_first.AddDays(i)));
        }
    }

    private StoreOptimization Compact(CompactionPeriod? period = null, DateTime? before = null) =>
        _store.Compact(period, before ?? s_first.AddYears(1), _warnings.Add);
}
