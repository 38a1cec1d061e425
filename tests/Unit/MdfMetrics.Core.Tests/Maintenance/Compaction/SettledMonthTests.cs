using MdfMetrics.Maintenance.Compaction;
using MdfMetrics.Tests.Storage;

namespace MdfMetrics.Tests.Maintenance.Compaction;

/// <summary>
/// A store has ever more months whose files are as they should be: these are not read, and what is not so is put right.
/// </summary>
public sealed class SettledMonthTests : IDisposable
{
    private static readonly DateTime s_january = new(2026, 1, 10, 12, 0, 0, DateTimeKind.Utc);

    private readonly TemporaryStore _store = new();
    private readonly List<MetricsException> _warnings = [];

    public void Dispose() => _store.Dispose();

    [Fact]
    public void Compact_MonthThatIsSettled_IsNotReadAgain()
    {
        Write("a", s_january);
        Write("b", s_january.AddDays(1));
        Compact();
        byte[] torn = Tear("runs/compacted_2026-01_00000001.parquet");
        Write("later", s_january.AddMonths(1));

        Assert.Equal(1, Compact().runs);

        Assert.Empty(_warnings);
        Assert.Equal(torn, File.ReadAllBytes(_store.At("runs/compacted_2026-01_00000001.parquet")));
        Assert.Contains("runs/compacted_2026-02_00000002.parquet", _store.Files());
        Assert.NotEmpty(Damage());
    }

    /// <summary>A run at work says that its month may change; nothing but the ids of the runs is read for it.</summary>
    [Fact]
    public void Compact_LiveRunInAMonthThatIsSettled_LeavesTheOtherDatasetsUnread()
    {
        Write("a", s_january);
        Write("b", s_january.AddDays(1));
        Compact();
        Tear("stages/compacted_2026-01_00000001.parquet");
        Write("live", s_january.AddDays(2));
        _store.Put("_journal/run_live/run.json", "{}");
        string[] before = _store.Files();

        StoreOptimization done = Compact();

        Assert.Equal((OptimizationStatus.Unchanged, 1), (done.status, done.skipped));
        Assert.Empty(_warnings);
        Assert.Equal(before, _store.Files());
    }

    [Fact]
    public void Compact_FileOfALaterVersionInAMonthThatIsSettled_CountsItsRunAlone()
    {
        Write("a", s_january);
        Write("b", s_january.AddDays(1));
        Compact();
        string path = Write("later", s_january.AddDays(2)).path!;
        using (var engine = new DuckDb())
        {
            engine.Execute($"COPY (FROM '{path}') TO '{path}.new' (FORMAT parquet, KV_METADATA {{'mdf.schema': '2'}})");
        }

        File.Move(path + ".new", path, overwrite: true);

        StoreOptimization done = Compact();

        Assert.Equal((OptimizationStatus.Unchanged, 1), (done.status, done.skipped));
        Assert.Equal(path, Assert.Single(_warnings).Target);
    }

    [Fact]
    public void Compact_RunThatIsRecent_LeavesItsOtherFilesUnread()
    {
        Write("a", s_january);
        Write("recent", s_january.AddDays(2));
        _store.Put("stages/stages_recent.parquet", "torn");

        Assert.Equal(1, Compact(s_january.AddDays(1)).runs);

        Assert.Empty(_warnings);
    }

    /// <summary>As another tool, or one that was wrong about time zones, may have named them.</summary>
    [Theory]
    [InlineData(0, 1, 1)]
    [InlineData(0, 1, 9)]
    [InlineData(-1, 0, 1)]
    [InlineData(-1, 0, 9)]
    public void Compact_FileOfAMonthThatHasARunOfAnother_IsPutRight(int first, int second, int rowsPerGroup)
    {
        RunMetrics[] runs = [Write("a", s_january.AddMonths(first)), Write("b", s_january.AddMonths(second))];
        string mixed = _store.Join("runs/compacted_2026-01_00000001.parquet", rowsPerGroup, runs);
        string before = _store.Shown();

        Assert.Equal(2, Compact().runs);

        Assert.False(File.Exists(mixed));
        Assert.Equal(
            [
                $"runs/compacted_{s_january.AddMonths(first):yyyy-MM}_00000002.parquet",
                $"runs/compacted_{s_january.AddMonths(second):yyyy-MM}_00000002.parquet",
            ],
            RunFiles());
        Assert.Equal(before, _store.Shown());
        Assert.Empty(_warnings);
    }

    /// <summary>Two stores that were compacted apart, and copied into one.</summary>
    [Fact]
    public void Compact_TwoFilesOfAMonth_AreOneThen()
    {
        Write("a", s_january);
        Compact();
        using var other = new TemporaryStore();
        other.Write(Sample.Create("b", s_january.AddDays(1)));
        other.Compact();
        foreach (string file in other.Files().Where(file => file.EndsWith(".parquet", StringComparison.Ordinal)))
        {
            File.Copy(other.At(file), _store.At(file.Replace("00000001", "00000009", StringComparison.Ordinal)));
        }

        Assert.Equal(2, Compact().runs);

        Assert.Equal(["runs/compacted_2026-01_00000010.parquet"], RunFiles());
        Assert.Equal(["a", "b"], _store.Runs().Select(run => run.run_id));
        Assert.Equal(OptimizationStatus.Unchanged, Compact().status);
    }

    /// <summary>Their files are listed by name: m, of the first month, between those of the last and the second.</summary>
    [Fact]
    public void Compact_LooseRunsOfSeveralMonths_JoinTheFileOfTheirs()
    {
        for (int month = 0; month < 3; month++)
        {
            Write($"r{month}", s_january.AddMonths(month));
        }

        Compact();
        Write("a", s_january.AddMonths(2).AddDays(1));
        Write("m", s_january.AddDays(1));
        Write("z", s_january.AddMonths(1).AddDays(1));
        string before = _store.Shown();

        Assert.Equal(6, Compact().runs);

        Assert.Equal(
            [.. new[] { 1, 2, 3 }.Select(month => $"runs/compacted_2026-0{month}_00000002.parquet")],
            RunFiles());
        Assert.Equal(before, _store.Shown());
    }

    [Fact]
    public void Compact_RunsOfOneMoment_AreSortedById()
    {
        foreach (string id in new[] { "b", "c", "a" })
        {
            Write(id, s_january);
        }

        Compact();

        using var engine = new DuckDb();
        Assert.Equal(
            "a b c",
            engine.Single(
                $"""
                SELECT string_agg(run_id, ' ' ORDER BY file_row_number)
                FROM read_parquet('{_store.At("runs/*.parquet")}', file_row_number = true)
                """));
    }

    /// <summary>Engines that read a dataset by its pattern fail where no file is.</summary>
    [Fact]
    public void Compact_RunsWithoutStages_LeavesAFileInEachDataset()
    {
        _store.Write(Sample.Create("a", s_january, stages: 0));
        _store.Write(Sample.Create("b", s_january.AddMonths(1), stages: 0));
        Compact();
        Assert.Equal(8, _store.Files().Count(file => file.EndsWith("_00000001.parquet", StringComparison.Ordinal)));

        // Other writers leave out what has no rows.
        foreach (string id in new[] { "c", "d" })
        {
            _store.Write(Sample.Create(id, s_january.AddMonths(id[0] - 'c').AddDays(1), stages: 0));
            foreach (string dataset in new[] { "stages", "operators", "histograms" })
            {
                File.Delete(_store.At($"{dataset}/{dataset}_{id}.parquet"));
            }
        }

        Assert.Equal(4, Compact().runs);

        Assert.Equal(8, _store.Files().Count(file => file.EndsWith("_00000002.parquet", StringComparison.Ordinal)));
        Assert.Equal(8, _store.Files().Count(file => file.EndsWith(".parquet", StringComparison.Ordinal)));
        Assert.Empty(_warnings);
    }

    [Fact]
    public void Compact_FilesWithoutRows_GoOnlyIfTheyAreOfAPeriod()
    {
        string path = Write("a", s_january).path!;
        string ofAPeriod = WithoutRows(path, "runs/compacted_2025-01_00000001.parquet");
        string ofNone = WithoutRows(path, "runs/notes.parquet");

        Assert.Equal(1, Compact().runs);

        Assert.False(File.Exists(ofAPeriod));
        Assert.True(File.Exists(ofNone));
    }

    [Fact]
    public void Compact_FileWithoutRowsAndNothingToDo_IsLeft()
    {
        string path = Write("recent", s_january).path!;
        string ofAPeriod = WithoutRows(path, "runs/compacted_2025-01_00000001.parquet");

        StoreOptimization done = Compact(s_january);

        Assert.Equal((OptimizationStatus.Unchanged, 0), (done.status, done.files_before));
        Assert.True(File.Exists(ofAPeriod));
    }

    [Fact]
    public void Preview_StoreWithoutHistograms_CountsNoFileOfThem()
    {
        Write("a", s_january);
        Write("b", s_january.AddMonths(1));
        Directory.Delete(_store.At("histograms"), recursive: true);

        StoreOptimization plan = new Compactor(_store.Path, Maintaining.Impatient()).Preview(
            new CompactionOptions { BeforeUtc = DateTime.MaxValue },
            _warnings.Add,
            default);

        Assert.Equal((6, 6), (plan.files_before, plan.files_after));
        Assert.Equal(6, Compact().files_after);
    }

    private RunMetrics Write(string id, DateTime start) => _store.Write(Sample.Create(id, start));

    private StoreOptimization Compact(DateTime? before = null) =>
        _store.Compact(before: before ?? DateTime.MaxValue, onWarning: _warnings.Add);

    private string[] RunFiles() =>
        [.. _store.Files().Where(file => file.StartsWith("runs/", StringComparison.Ordinal))];

    private List<MetricsException> Damage()
    {
        List<MetricsException> errors = [];
        _store.Runs(errors: errors);
        return errors;
    }

    /// <summary>Damages the first column of a file, the ids, and leaves the footer whole.</summary>
    private byte[] Tear(string file)
    {
        byte[] bytes = File.ReadAllBytes(_store.At(file));
        bytes.AsSpan(4, 60).Fill(0xFF);
        File.WriteAllBytes(_store.At(file), bytes);
        return bytes;
    }

    private string WithoutRows(string of, string file)
    {
        using var engine = new DuckDb();
        engine.Execute($"COPY (FROM '{of}' LIMIT 0) TO '{_store.At(file)}' (FORMAT parquet)");
        return _store.At(file);
    }
}
