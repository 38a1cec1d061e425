using MdfMetrics.Maintenance;
using MdfMetrics.Maintenance.Removal;
using MdfMetrics.Maintenance.Retention;
using MdfMetrics.ParquetFiles;
using MdfMetrics.Records;
using MdfMetrics.Storage.Layout;
using MdfMetrics.Storage.Reading;
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
                $$"""
                COPY (SELECT *, {'a': 1} AS nested FROM '{{_store.At(newer)}}')
                TO '{{_store.At("newer")}}' (FORMAT parquet, KV_METADATA {'mdf.schema': '2'})
                """);
        }

        File.Move(_store.At("newer"), _store.At(newer), overwrite: true);
        List<MetricsException> errors = [];

        RunRemoval removal = _store.Remove(["a", "c"], errors)!;

        Assert.Equal(1, removal.Runs);
        Assert.Equal((MetricsError.FileCorrupt, _store.At(newer)), (Assert.Single(errors).Error, errors[0].Target));
        Assert.Contains("update this module", errors[0].Message, StringComparison.Ordinal);
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
        Assert.Contains("runs/compacted_mixed_00000001.parquet", _store.Files());
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
        Assert.All(errors, error => Assert.Contains("(linked) are not removed", error.Message, StringComparison.Ordinal));
        Assert.Equal(before, outside.Files());
        Assert.Equal(["linked"], _store.Runs().Select(run => run.run_id));
    }

    [Fact]
    public void Remove_SeveralRunsBehindLinks_AllStay()
    {
        using var outside = new TemporaryStore();
        Write(PartitionBy.None, "a", "b", "c");
        foreach (string id in new[] { "a", "b" })
        {
            string path = _store.At($"runs/run_{id}.parquet");
            File.Move(path, outside.At($"{id}.parquet"));
            File.CreateSymbolicLink(path, outside.At($"{id}.parquet"));
        }

        List<MetricsException> errors = [];

        Assert.Equal(1, _store.Remove(["a", "b", "c"], errors)!.Runs);

        Assert.Equal([MetricsError.InvalidPath, MetricsError.InvalidPath], errors.Select(error => error.Error));
        Assert.Equal(["a", "b"], _store.Runs().Select(run => run.run_id));
        Assert.Contains("stages/stages_a.parquet", _store.Files());
        Assert.Contains("stages/stages_b.parquet", _store.Files());
    }

    [Fact]
    public void Remove_FolderBecameALinkMeanwhile_LeavesWhatItLeadsToAndTells()
    {
        using var outside = new TemporaryStore();
        Write(PartitionBy.None, "a");
        string folder = _store.At("operators");
        List<MetricsException> errors = [];

        RunRemoval removal = _store.Remove(["a"], errors, step =>
        {
            if (step == MaintenanceStep.Committed)
            {
                File.Move(_store.At("operators/operators_a.parquet"), outside.At("operators_a.parquet"));
                Directory.Delete(folder);
                Directory.CreateSymbolicLink(folder, outside.Path);
            }
        })!;

        Assert.Equal((1, 3), (removal.Runs, removal.Files));
        MetricsException error = Assert.Single(errors);
        Assert.Equal(
            (MetricsError.StoreNotWritable, _store.At("operators/operators_a.parquet")),
            (error.Error, error.Target));
        Assert.Contains("in use or protected", error.Message, StringComparison.Ordinal);
        Assert.True(File.Exists(outside.At("operators_a.parquet")));
    }

    [Fact]
    public void Remove_RunThatIsGoneMeanwhile_CountsAsRemoved()
    {
        Write(PartitionBy.None, "a", "b");
        IReadOnlyList<RunCandidate> found = _store.Candidates("a");
        _store.Remove(["a"]);

        RunRemoval removal = _store.Remove(found)!;

        Assert.Equal((1, 0, 0), (removal.Runs, removal.Files, removal.Bytes));
    }

    /// <summary>Another engine wrote it: the name is a word, the same in each dataset.</summary>
    [Fact]
    public void Remove_RunInFilesNamedByAWord_TakesThoseOfAllDatasets()
    {
        const string Id = "run_20260124_120000_0000000a";
        _store.WriteSmall(Id, s_day);
        Write(PartitionBy.None, "b");
        foreach (string file in _store.Files().Where(file => file.EndsWith("0000000a.parquet", StringComparison.Ordinal)))
        {
            string word = file.Replace(Id["run_".Length..], "nightly", StringComparison.Ordinal);
            File.Move(_store.At(file), _store.At(word));
        }

        Assert.Contains("stages/stages_nightly.parquet", _store.Files());

        Assert.Equal(4, _store.Remove([Id])!.Files);

        _store.HoldsExactly("b");
    }

    [Fact]
    public void Remove_FileWithoutRunIds_IsTold()
    {
        Write(PartitionBy.None, "a", "b");
        string path = _store.At("stages/all.parquet");
        using (var database = new DuckDb())
        {
            database.Execute($"COPY (SELECT 1 AS answer) TO '{path}' (FORMAT parquet)");
        }

        List<MetricsException> errors = [];

        Assert.Equal(1, _store.Remove(["a"], errors)!.Runs);

        Assert.Equal((MetricsError.FileCorrupt, path), (Assert.Single(errors).Error, errors[0].Target));
        Assert.Contains("column run_id is missing", errors[0].Message, StringComparison.Ordinal);
        Assert.True(File.Exists(path));
    }

    /// <summary>Nothing tells in which row groups its rows are.</summary>
    [Fact]
    public void Remove_UndatedRunOfASharedFile_LeavesTheOthers()
    {
        Write(PartitionBy.None, "a", "b");
        foreach (string id in new[] { "a", "b" })
        {
            Rewrite($"runs/run_{id}.parquet", "SELECT * REPLACE (NULL::TIMESTAMP AS start_time)");
        }

        _store.Compact();

        Assert.Equal(1, _store.Remove(["a"])!.Runs);

        _store.HoldsExactly("b");
    }

    /// <summary>Its other runs would lose what can't be carried over.</summary>
    [Theory]
    [InlineData("SELECT *, {'a': 1} AS nested", "nested")]
    [InlineData("SELECT * REPLACE (18446744073709551615::UBIGINT AS input_records)", "18446744073709551615")]
    public void Remove_SharedFileWithWhatCannotBeCarried_KeepsItsRuns(string select, string problem)
    {
        Write(PartitionBy.None, "a", "b");
        _store.Compact();
        string shared = Rewrite("stages/compacted_2026-01_00000001.parquet", select);
        byte[] before = File.ReadAllBytes(shared);
        List<MetricsException> errors = [];

        Assert.Equal(0, _store.Remove(["a"], errors)!.Runs);

        Assert.Equal(shared, Assert.Single(errors).Target);
        Assert.Contains(problem, errors[0].Message, StringComparison.Ordinal);
        Assert.Equal(before, File.ReadAllBytes(shared));
        _store.HoldsExactly("a", "b");
    }

    /// <summary>By these a run is found in a month without decoding the others.</summary>
    [Fact]
    public void Remove_SomeRunsOfCompactedFiles_KeepsWhenTheRowGroupsStart()
    {
        Write(PartitionBy.None, "a", "b", "c");
        _store.Compact();

        _store.Remove(["b"]);

        string path = _store.At("runs/compacted_2026-01_00000002.parquet");
        FilePart group = Assert.Single(FilePart.Split(new DatasetFile(path, null, TimeRange.Any), static _ => true));
        Assert.Equal(new TimeRange(s_day.AddMinutes('a'), s_day.AddMinutes('c')), group.Starts);
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

    private string Rewrite(string file, string select)
    {
        string path = _store.At(file);
        using var database = new DuckDb();
        database.Execute($"COPY ({select} FROM read_parquet('{path}')) TO '{path}.new' (FORMAT parquet)");
        File.Move(path + ".new", path, overwrite: true);
        return path;
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
