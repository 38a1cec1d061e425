using System.Runtime.Versioning;
using MdfMetrics.Files;
using MdfMetrics.Latency;
using MdfMetrics.Storage.Layout;
using MdfMetrics.Storage.Reading;
using MdfMetrics.Storage.Writing;
using MdfMetrics.Tests.Integrity;

namespace MdfMetrics.Tests.Storage;

public sealed class MetricsWriterTests : IDisposable
{
    private readonly TemporaryStore _store = new();

    public static TheoryData<PartitionBy, string[]> Layouts() => new()
    {
        {
            PartitionBy.None,
            ["histograms/histograms_K", "operators/operators_K", "runs/run_K", "stages/stages_K"]
        },
        {
            PartitionBy.Date,
            [
                "2026-01-24/histograms/histograms_K", "2026-01-24/operators/operators_K", "2026-01-24/runs/run_K",
                "2026-01-24/stages/stages_K",
            ]
        },
        {
            PartitionBy.Hive,
            [
                "histograms/date=2026-01-24/histograms_K", "operators/date=2026-01-24/operators_K",
                "runs/date=2026-01-24/run_K", "stages/date=2026-01-24/stages_K",
            ]
        },
    };

    public void Dispose() => _store.Dispose();

    [Theory]
    [MemberData(nameof(Layouts))]
    public void WriteAll_Layout_FilesLieUnderTheUtcDateOfTheStart(PartitionBy layout, string[] expected)
    {
        // In zones east of UTC the local date is the next one.
        var start = new DateTime(2026, 1, 24, 23, 30, 0, DateTimeKind.Utc);
        _store.Write(Sample.Create("run_20260124_233000_0000abcd", start), layout);

        Assert.Equal(
            expected.Select(file => $"{file.TrimEnd('K')}20260124_233000_0000abcd.parquet"),
            _store.Files());
    }

    [Fact]
    public void WriteAll_WithoutHistograms_WritesThreeFiles()
    {
        RunMetrics run = _store.Write(Sample.Create(), new WriterOptions { CollectHistograms = false });

        Assert.DoesNotContain(_store.Files(), file => file.StartsWith("histograms", StringComparison.Ordinal));
        NotEmpty.All(_store.Operators(run), row => Assert.Null(row.Latencies));
    }

    [Fact]
    public void WriteAll_SameRunAgain_WritesNothing()
    {
        Sample sample = Sample.Create();
        RunMetrics first = _store.Write(sample);
        DateTime written = File.GetLastWriteTimeUtc(first.path!);
        File.SetLastWriteTimeUtc(first.path!, written.AddDays(-1));

        RunMetrics second = _store.Write(sample with { Operators = [.. sample.Operators.Reverse()] }, PartitionBy.Hive);

        Assert.Equal(first, second);
        Assert.Equal(4, _store.Files().Length);
        Assert.Equal(written.AddDays(-1), File.GetLastWriteTimeUtc(first.path!));
    }

    [Theory]
    [InlineData("nightly", "nightly")]
    [InlineData("nightly", "run_nightly")]
    [InlineData("run_nightly", "Nightly")]
    [InlineData("Nightly", "RUN_NIGHTLY")]
    public void WriteAll_OtherRunOfTheSameId_IsRunExists(string first, string second)
    {
        _store.Write(Sample.Create(first), PartitionBy.Hive);
        string[] files = _store.Files();

        MetricsException error = Assert.Throws<MetricsException>(
            () => _store.Write(Sample.Create(second, Sample.Start.AddDays(3))));

        Assert.Equal(MetricsError.RunExists, error.Error);
        Assert.Equal(files, _store.Files());
    }

    [Fact]
    public void WriteAll_SameRunWithAnotherFigure_IsRunExists()
    {
        Sample sample = Sample.Create();
        _store.Write(sample);

        foreach (Sample other in new[]
        {
            sample with { Run = sample.Run with { total_errors = 4 } },
            sample with { Stages = [sample.Stages[0]] },
            sample with { Operators = [sample.Operators[0] with { worker_id = "other" }, .. sample.Operators.Skip(1)] },
            sample with
            {
                Operators =
                [
                    sample.Operators[0] with { Latencies = LatencyDistribution.FromValues([77]) },
                    .. sample.Operators.Skip(1),
                ],
            },
        })
        {
            Assert.Equal(
                MetricsError.RunExists,
                Assert.Throws<MetricsException>(() => _store.Write(other)).Error);
        }
    }

    [Fact]
    public void WriteAll_SameRunReadWithoutHistograms_LeavesThemInPlace()
    {
        Sample sample = Sample.Create();
        _store.Write(sample);
        IReadOnlyList<string> files = [.. _store.Files()];

        _store.Write(sample with { Operators = [.. sample.Operators.Select(row => row with { Latencies = null })] });

        Assert.Equal(files, _store.Files());
        RunMetrics run = Assert.Single(_store.Reader.ReadRuns(new RunQuery(), static error => throw error));
        Assert.Equal(
            sample.Operators.Select(row => row.latency_histogram),
            _store.Operators([run]).Select(row => row.latency_histogram));
    }

    [Theory]
    [InlineData("../evil")]
    [InlineData("a:b")]
    [InlineData("/etc/x")]
    public void WriteAll_BadId_WritesNothing(string id)
    {
        Assert.Equal(
            MetricsError.InvalidRunId,
            Assert.Throws<MetricsException>(() => _store.Write(Sample.Create(id))).Error);
        Assert.Empty(_store.Files());
    }

    [Fact]
    public void WriteAll_RowsOfAnotherRun_AreRefused()
    {
        Sample sample = Sample.Create();

        Assert.Throws<ArgumentException>(() => _store.Write(sample with { Stages = Sample.Create("other").Stages }));
        Assert.Empty(_store.Files());
    }

    [Fact]
    public void WriteAll_OddNames_AreValuesAndNeverPaths()
    {
        Sample sample = Sample.Create(stages: 1, operators: 1, workers: 3);
        string[] workers = ["../../etc/passwd", new string('w', 300), "工人 😀\t'\""];
        OperatorMetrics[] operators =
            [.. sample.Operators.Zip(
                workers,
                (row, worker) => row with { worker_id = worker, operator_name = "été/..\\" })];

        RunMetrics run = _store.Write(sample with { Operators = operators });

        Assert.Equal(4, _store.Files().Length);
        Assert.Equal(workers, _store.Operators(run).Select(row => row.worker_id));
        NotEmpty.All(_store.Operators(run), row => Assert.Equal(200, row.Latencies!.Count));
    }

    [Fact]
    public void WriteAll_StoreIsAFile_IsStoreNotWritable()
    {
        string file = _store.At("file");
        File.WriteAllText(file, "");

        foreach (string store in new[] { file, Path.Combine(file, "below") })
        {
            MetricsException error = Assert.Throws<MetricsException>(
                () => new MetricsWriter(store, new WriterOptions()).WriteAll(Sample.Create().Run, [], []));
            Assert.Equal(MetricsError.StoreNotWritable, error.Error);
            Assert.Equal(store, error.Target);
        }
    }

    [Fact]
    public void WriteAll_RunsFileCannotBeRenamed_FailsAndLeavesNoTemporaries()
    {
        // A folder in its place is no run to the reader, and cannot be renamed over.
        Directory.CreateDirectory(_store.At("runs/run_20260124_123456_1a2b3c4d.parquet"));

        Assert.Throws<MetricsException>(() => _store.Write(Sample.Create()));

        Assert.DoesNotContain(_store.Files(), file => file.EndsWith(".tmp", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(PartitionBy.None)]
    [InlineData(PartitionBy.Date)]
    [InlineData(PartitionBy.Hive)]
    public void Add_NotYetPublished_NothingLiesBesideTheData(PartitionBy layout)
    {
        string folder = StoreLayout.Folder(_store.Path, "runs", layout, Sample.Start);
        using var files = new StoredFiles(_store.Path, new StoreFolder(new WriterOptions()));

        files.Add(folder, "run_a.parquet", "whole"u8);

        Assert.Empty(Directory.EnumerateFileSystemEntries(folder));
        Assert.StartsWith("_tmp/.run_a.parquet.", Assert.Single(_store.Files()), StringComparison.Ordinal);
        files.Publish(replace: false);
        string published = Path.Combine(folder, "run_a.parquet");
        Assert.Equal(published, Assert.Single(Directory.GetFiles(_store.Path, "*", SearchOption.AllDirectories)));
        Assert.Equal("whole", File.ReadAllText(published));
    }

    [UnixFact]
    public void WriteAll_DatasetIsALinkElsewhere_IsWrittenThere()
    {
        using var elsewhere = new TemporaryStore();
        Directory.CreateSymbolicLink(_store.At("runs"), elsewhere.Path);

        RunMetrics run = _store.Write(Sample.Create());

        Assert.Equal(["run_20260124_123456_1a2b3c4d.parquet"], elsewhere.Files());
        Assert.Equal(run.run_id, Assert.Single(_store.Runs()).run_id);
    }

    [Fact]
    public void WriteAll_TrailingSeparatorInThePath_IsTheSameStore()
    {
        Sample sample = Sample.Create();
        RunMetrics run = new MetricsWriter(_store.Path + Path.DirectorySeparatorChar, new WriterOptions())
            .WriteAll(sample.Run, sample.Stages, sample.Operators);

        Assert.Equal(_store.Path, run.store);
    }

    [Fact]
    public void WriteAll_StoredRunIsTorn_IsFileCorruptAndUntouched()
    {
        RunMetrics run = _store.Write(Sample.Create());
        File.WriteAllText(run.path!, "torn");

        Assert.Equal(
            MetricsError.FileCorrupt,
            Assert.Throws<MetricsException>(() => _store.Write(Sample.Create())).Error);
        Assert.Equal("torn", File.ReadAllText(run.path!));
    }

    /// <summary>The id ends as the file's name does, and tells no time: the file is looked into.</summary>
    [Fact]
    public void WriteAll_FileOfManyRunsIsTorn_IsWrittenAllTheSame()
    {
        _store.Put("runs/compacted_2026-01_00000001.parquet", "torn"u8);

        Assert.Equal("1", _store.Write(Sample.Create("1")).run_id);
    }

    [Fact]
    public void WriteAll_FailsHalfWay_LeavesNothing()
    {
        // The folder of the last dataset cannot be made.
        File.WriteAllText(_store.At("runs"), "");

        Assert.Equal(
            MetricsError.StoreNotWritable,
            Assert.Throws<MetricsException>(() => _store.Write(Sample.Create())).Error);
        Assert.Equal(["runs"], _store.Files());
    }

    [UnixFact]
    [UnsupportedOSPlatform("windows")]
    public void WriteAll_DurableWithMode_FilesAndFoldersHaveIt()
    {
        const UnixFileMode Mode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead
            | UnixFileMode.OtherRead;
        RunMetrics run = _store.Write(Sample.Create(), new WriterOptions { Durable = true, FileMode = Mode });

        Assert.Equal(Mode, File.GetUnixFileMode(run.path!));
        Assert.Equal(
            Mode | UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute,
            File.GetUnixFileMode(_store.At("runs")));
    }

    [Fact]
    public void WriteAll_LeftoversOfACrash_AreReplaced()
    {
        Directory.CreateDirectory(_store.At("stages"));
        File.WriteAllText(_store.At("stages/stages_20260124_123456_1a2b3c4d.parquet"), "torn");

        RunMetrics run = _store.Write(Sample.Create());

        Assert.Equal(2, _store.Stages(run).Count);
    }

    [Fact]
    public void WriteAll_ManyWritersOfOneId_OneWins()
    {
        string[] ids = ["nightly", "Nightly", "run_nightly", "RUN_NIGHTLY"];
        int won = 0;
        Parallel.For(0, 16, new ParallelOptions { MaxDegreeOfParallelism = 8 }, i =>
        {
            Sample sample = Sample.Create(ids[i % ids.Length]);
            try
            {
                _store.Write(sample with { Run = sample.Run with { total_errors = i } });
                Interlocked.Increment(ref won);
            }
            catch (MetricsException error)
            {
                Assert.Equal(MetricsError.RunExists, error.Error);
            }
        });

        Assert.Equal(1, won);
        RunMetrics run = Assert.Single(_store.Runs());
        Assert.Equal(2, _store.Stages(run).Count);
        Assert.Equal(4, _store.Files().Length);
    }

    [Fact]
    public async Task WriteAll_ManyWritersWithAReader_ReaderSeesWholeRunsOnly()
    {
        using var done = new CancellationTokenSource();
        Task<int> reading = Task.Run(() =>
        {
            int most = 0;
            do
            {
                List<RunMetrics> runs = _store.Runs();
                Assert.True(runs.Count >= most);
                most = runs.Count;
                Assert.Equal(2 * most, _store.Stages([.. runs]).Count);
                Assert.Equal(8 * most, _store.Operators([.. runs]).Count);
            }
            while (!done.IsCancellationRequested);

            return most;
        });
        Parallel.For(
            0,
            60,
            new ParallelOptions { MaxDegreeOfParallelism = 4 },
            i => _store.Write(Sample.Create($"run_20260124_123456_{i:x8}")));
        await done.CancelAsync();
        await reading;

        Assert.Equal(60, _store.Runs().Count);
        Assert.Equal(240, _store.Files().Length);
    }
}
