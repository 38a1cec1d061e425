using MdfMetrics.Maintenance;
using MdfMetrics.Maintenance.Removal;
using MdfMetrics.Maintenance.Retention;
using MdfMetrics.Records;
using MdfMetrics.Tests.Journal;
using MdfMetrics.Tests.Storage;

namespace MdfMetrics.Tests.Maintenance.Removal;

/// <summary>Runs go with everything that is theirs, and nothing else does.</summary>
public sealed class RunRemoverTests : IDisposable
{
    private static readonly DateTime s_day = new(2026, 1, 24, 12, 0, 0, DateTimeKind.Utc);

    private readonly TemporaryStore _store = new();

    public void Dispose() => _store.Dispose();

    [Theory]
    [InlineData(PartitionBy.None)]
    [InlineData(PartitionBy.Date)]
    [InlineData(PartitionBy.Hive)]
    public void Remove_OfEveryLayout_LeavesTheOthers(PartitionBy layout)
    {
        Write(layout, "a", "b", "c");
        long bytes = Bytes("b.parquet");

        RunRemoval removal = _store.Remove(["run_B"])!;

        _store.HoldsExactly("a", "c");
        Assert.Equal((1, 4, bytes), (removal.Runs, removal.Files, removal.Bytes));
    }

    [Fact]
    public void Remove_LayoutsMixed_FindsAll()
    {
        Write(PartitionBy.None, "a", "b");
        Write(PartitionBy.Date, "c", "d");
        Write(PartitionBy.Hive, "e", "f");

        Assert.Equal(3, _store.Remove(["a", "c", "e"])!.Runs);

        _store.HoldsExactly("b", "d", "f");
    }

    [Fact]
    public void Remove_RunsWithReports_TakesTheirsAndNoOther()
    {
        Write(PartitionBy.None, "a", "b");
        string[] reports = [.. new[] { "a", "b" }.Select(id => _store.At($"_reports/{id}.html"))];
        Directory.CreateDirectory(_store.At("_reports"));
        Array.ForEach(reports, path => File.WriteAllText(path, "page"));

        RunRemoval removal = _store.Remove(["a"])!;

        Assert.Equal([false, true], reports.Select(File.Exists));
        Assert.Equal(5, removal.Files);
    }

    [UnixFact]
    public void Remove_ReportsBehindALink_LeavesThem()
    {
        Write(PartitionBy.None, "a");
        using var elsewhere = new TemporaryStore();
        File.WriteAllText(elsewhere.At("a.html"), "mine");
        Directory.CreateSymbolicLink(_store.At("_reports"), elsewhere.Path);

        _store.Remove(["a"]);

        Assert.True(File.Exists(elsewhere.At("a.html")));
    }

    [Fact]
    public void Remove_IdThatIsAPath_LeavesWhatItLeadsTo()
    {
        using var elsewhere = new TemporaryStore();
        elsewhere.Put("mine.html", "mine");
        Write(PartitionBy.None, "a");
        foreach (string file in _store.Files())
        {
            DuckDb.Replace(_store.At(file), $"'../../{Path.GetFileName(elsewhere.Path)}/mine' AS run_id");
        }

        RunRemoval removal = _store.Remove([new RunCandidate(Assert.Single(_store.Runs()))])!;

        Assert.Equal(1, removal.Runs);
        Assert.Empty(_store.Runs());
        Assert.True(File.Exists(elsewhere.At("mine.html")));
    }

    [Theory]
    [InlineData(PartitionBy.None)]
    [InlineData(PartitionBy.Hive)]
    public void Remove_AllRunsOfCompactedFiles_DeletesThem(PartitionBy layout)
    {
        Write(layout, "a", "b");
        _store.Compact();
        Write(layout, "c");

        RunRemoval removal = _store.Remove(["a", "b"])!;

        Assert.Equal((2, 4), (removal.Runs, removal.Files));
        _store.HoldsExactly("c");
    }

    [Theory]
    [InlineData(PartitionBy.None)]
    [InlineData(PartitionBy.Date)]
    [InlineData(PartitionBy.Hive)]
    public void Remove_SomeRunsOfCompactedFiles_RewritesThem(PartitionBy layout)
    {
        Write(layout, "a", "b", "c", "d");
        _store.Compact();
        Write(layout, "e", "f");
        string[] before = [.. new[] { "a", "c", "f" }.Select(id => _store.Shown(id))];
        long bytes = Bytes(".parquet");

        RunRemoval removal = _store.Remove(["b", "d", "e"])!;

        _store.HoldsExactly("a", "c", "f");
        Assert.Equal(before, new[] { "a", "c", "f" }.Select(id => _store.Shown(id)));
        Assert.Equal((3, 8, bytes - Bytes(".parquet")), (removal.Runs, removal.Files, removal.Bytes));
        Assert.Equal(OptimizationStatus.Optimized, _store.Compact().status);
    }

    [Fact]
    public void Remove_SharedFileThatCannotBeRewritten_KeepsItsRunsWhole()
    {
        Write(PartitionBy.None, "a", "b");
        _store.Compact();
        Write(PartitionBy.None, "c", "d");
        _store.WriteDeadJournal("a");
        string newer = Assert.Single(
            _store.Files(),
            file => file.StartsWith("stages/compacted", StringComparison.Ordinal));
        using (var database = new DuckDb())
        {
            database.Execute(
                $"COPY (FROM '{_store.At(newer)}') TO '{_store.At("newer")}' (FORMAT parquet, KV_METADATA {{'mdf.schema': '2'}})");
        }

        File.Move(_store.At("newer"), _store.At(newer), overwrite: true);
        List<MetricsException> errors = [];

        RunRemoval removal = _store.Remove(["a", "c"], errors)!;

        Assert.Equal(1, removal.Runs);
        Assert.Equal((MetricsError.FileCorrupt, _store.At(newer)), (Assert.Single(errors).Error, errors[0].Target));
        _store.HoldsExactly("a", "b", "d");
        Assert.True(_store.HasJournal("a"));
    }

    [Fact]
    public void Remove_UnknownColumnsOfASharedFile_Stay()
    {
        using (var database = new DuckDb())
        {
            Directory.CreateDirectory(_store.At("runs"));
            database.Execute(
                $"""
                COPY (SELECT * FROM (VALUES
                    ('a', TIMESTAMP '2026-01-24 10:00:00', 'red'), ('b', TIMESTAMP '2026-01-24 11:00:00', 'été'))
                    AS t(run_id, start_time, colour)) TO '{_store.At("runs/all.parquet")}' (FORMAT parquet)
                """);
        }

        _store.Remove(["a"]);

        using var reader = new DuckDb();
        Assert.Equal(
            ["b", "été"],
            Assert.Single(reader.Query($"SELECT run_id, colour FROM read_parquet('{_store.At("runs/*.parquet")}')")));
    }

    [Fact]
    public void Remove_Twice_DoesNothingMore()
    {
        Write(PartitionBy.None, "a", "b");
        _store.Remove(["a"]);
        string[] files = _store.Files();

        Assert.Equal((0, 0), (_store.Remove(["a"])!.Runs, _store.Candidates("a").Count));

        Assert.Equal(files, _store.Files());
    }

    [Fact]
    public void Remove_ForeignRun_GoesWithItsFilesOfTheOriginalsNames()
    {
        CopyForeign();
        RunMetrics[] all = [.. _store.Runs()];

        Assert.Equal(1, _store.Remove([all[0].run_id])!.Runs);

        Assert.Equal(all.Skip(1).Select(run => run.run_id), _store.Runs().Select(run => run.run_id));
        Assert.DoesNotContain(_store.RunsInFiles(), ids => ids.Contains(all[0].run_id, StringComparison.Ordinal));
        Assert.Equal(
            (all.Length - 1) * 3,
            _store.Files().Count(file => file.EndsWith(".parquet", StringComparison.Ordinal)));
    }

    [Fact]
    public void Remove_RunWithoutRows_TakesItsEmptyFiles()
    {
        _store.Write(Sample.Create("a", s_day, stages: 0));

        Assert.Equal(4, _store.Remove(["a"])!.Files);

        Assert.DoesNotContain(_store.Files(), file => file.EndsWith(".parquet", StringComparison.Ordinal));
    }

    [Fact]
    public void Remove_DamagedFileOfItsName_GoesToo()
    {
        Write(PartitionBy.None, "a", "b");
        _store.Put("operators/operators_a.parquet", "torn");

        Assert.Equal(4, _store.Remove(["a"])!.Files);

        _store.HoldsExactly("b");
    }

    [Fact]
    public void Remove_FileOfItsNameWithRowsOfAnother_LeavesThat()
    {
        Write(PartitionBy.None, "a", "b");
        File.Copy(_store.At("stages/stages_b.parquet"), _store.At("stages/stages_a.parquet"), overwrite: true);

        _store.Remove(["a"]);

        Assert.Equal(["b", "b b", "b", "b"], _store.RunsInFiles());
    }

    [Fact]
    public void Remove_DeadJournal_GoesWithItsFolder()
    {
        Write(PartitionBy.None, "a");
        _store.WriteDeadJournal("crashed");

        RunRemoval removal = _store.Remove(["crashed"])!;

        Assert.Equal((1, 1), (removal.Runs, removal.Files));
        Assert.False(Directory.Exists(_store.At("_journal/run_crashed")));
        _store.HoldsExactly("a");
    }

    [Fact]
    public void Remove_WrittenRunWithALateJournal_LeavesNothingToRestore()
    {
        Write(PartitionBy.None, "a");
        _store.WriteDeadJournal("a");

        Assert.Equal(5, _store.Remove(["a"])!.Files);

        Assert.Equal(
            MetricsError.RunNotFound,
            Assert.Throws<MetricsException>(() => _store.Restore("a")).Error);
    }

    [Fact]
    public void Remove_JournalThatHasSomeoneElsesFolder_IsToldAndTheRunStays()
    {
        Write(PartitionBy.None, "a", "b");
        _store.WriteDeadJournal("a");
        Directory.CreateDirectory(_store.At("_journal/run_a/theirs"));
        List<MetricsException> errors = [];

        RunRemoval removal = _store.Remove(["a", "b"], errors)!;

        Assert.Equal(1, removal.Runs);
        MetricsException error = Assert.Single(errors);
        Assert.Equal((MetricsError.StoreNotWritable, _store.At("_journal/run_a")), (error.Error, error.Target));
        Assert.StartsWith("The run 'a' is not removed", error.Message, StringComparison.Ordinal);
        Assert.Contains("Take that away, and remove the run again", error.Message, StringComparison.Ordinal);
        _store.HoldsExactly("a");
        Assert.True(_store.HasJournal("a"));
    }

    [Fact]
    public void Remove_FileBehindALink_IsNeverFollowed()
    {
        using var outside = new TemporaryStore();
        outside.WriteSmall("linked", s_day);
        Write(PartitionBy.None, "a");
        File.CreateSymbolicLink(_store.At("runs/run_linked.parquet"), outside.At("runs/run_linked.parquet"));
        Directory.CreateSymbolicLink(_store.At("2026-01-24"), outside.Path);
        string[] before = outside.Files();
        List<MetricsException> errors = [];

        RunRemoval removal = _store.Remove(["a", "linked"], errors)!;

        Assert.Equal(1, removal.Runs);
        NotEmpty.All(errors, error => Assert.Equal(MetricsError.InvalidPath, error.Error));
        Assert.Equal(before, outside.Files());
        Assert.Equal(["linked"], _store.Runs().Select(run => run.run_id));
    }

    [Fact]
    public void Remove_Busy_IsNullAndChangesNothing()
    {
        Write(PartitionBy.None, "a");
        using StoreMaintenance other = _store.Maintain();

        Assert.Null(_store.Remove(["a"]));

        _store.HoldsExactly("a");
    }

    [Fact]
    public void Measure_AnyRuns_TellsWhatWouldGoAndChangesNothing()
    {
        Write(PartitionBy.None, "a", "b", "c");
        _store.Compact();
        Write(PartitionBy.None, "d");
        string[] before = _store.Files();
        long loose = Bytes("d.parquet");
        var remover = new RunRemover(_store.Path, TimeProvider.System, static error => throw error);

        RunRemoval one = remover.Measure(_store.Candidates("d"), default);
        RunRemoval all = remover.Measure(_store.Candidates("a", "b", "c", "d"), default);

        Assert.Equal((1, 4, loose), (one.Runs, one.Files, one.Bytes));
        Assert.Equal((4, 8), (all.Runs, all.Files));
        Assert.InRange(all.Bytes, Bytes(".parquet") - 12, Bytes(".parquet"));
        Assert.Equal(before, _store.Files());
    }

    [Fact]
    public void Measure_JournalsAndReports_CountAsRemovingThemDoes()
    {
        Write(PartitionBy.None, "a");
        _store.WriteDeadJournal("a");
        _store.WriteDeadJournal("crashed");
        _store.Put("_reports/a.html", "page");
        _store.Put("_reports/other.html", "page");
        IReadOnlyList<RunCandidate> runs = _store.Candidates("a", "crashed");

        RunRemoval measured =
            new RunRemover(_store.Path, TimeProvider.System, static error => throw error).Measure(runs, default);

        Assert.Equal(
            (2, 4 + 1 + 1 + 1, Bytes("a.parquet") + Bytes(".ndjson") + "page".Length),
            (measured.Runs, measured.Files, measured.Bytes));
        RunRemoval removed = _store.Remove(runs)!;
        Assert.Equal(
            (measured.Runs, measured.Files, measured.Bytes),
            (removed.Runs, removed.Files, removed.Bytes));
    }

    private void CopyForeign()
    {
        string foreign = Path.Combine(AppContext.BaseDirectory, "Data", "foreign");
        foreach (string file in Directory.EnumerateFiles(foreign, "*.parquet", SearchOption.AllDirectories))
        {
            string target = _store.At(Path.GetRelativePath(foreign, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }
    }

    private void Write(PartitionBy layout, params string[] ids)
    {
        foreach (string id in ids)
        {
            _store.WriteSmall(id, s_day.AddMinutes(id[0]), layout);
        }
    }

    private long Bytes(string end) => _store.Files()
        .Where(file => file.EndsWith(end, StringComparison.Ordinal))
        .Sum(file => new FileInfo(_store.At(file)).Length);
}
