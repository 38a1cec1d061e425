using MdfMetrics.ParquetFiles;
using MdfMetrics.Records;
using MdfMetrics.Storage.Reading;
using MdfMetrics.Storage.Schema;

namespace MdfMetrics.Tests.Storage;

public sealed class MetricsReaderTests : IDisposable
{
    private readonly TemporaryStore _store = new();

    public static TheoryData<string, string[]> Patterns() => new()
    {
        { "run_a*", ["run_a1", "a2"] },
        { "a*", ["run_a1", "a2"] },
        { "run_*", ["run_a1", "a2", "run_b"] },
        { "b", ["run_b"] },
        { "c*", [] },
    };

    public void Dispose() => _store.Dispose();

    [Fact]
    public void ReadRuns_NoFolder_IsStoreNotFound()
    {
        var reader = new MetricsReader(_store.At("nowhere"));

        MetricsException error = Assert.Throws<MetricsException>(
            () => reader.ReadRuns(new RunQuery(), error => throw error).Count());

        Assert.Equal(MetricsError.StoreNotFound, error.Error);
        Assert.Equal(_store.At("nowhere"), error.Target);
    }

    /// <summary>Some writers give runs that go on the last day there is.</summary>
    [Theory]
    [InlineData("9999-12")]
    [InlineData("9999-12-31")]
    public void ReadRuns_FileOfTheLastMonthThereIs_IsListed(string period)
    {
        RunMetrics run = _store.Write(Sample.Create("far", new DateTime(9999, 12, 31, 0, 0, 0, DateTimeKind.Utc)));
        File.Move(run.path!, _store.At($"runs/compacted_{period}_00000001.parquet"));

        Assert.Equal("far", Assert.Single(_store.Runs()).run_id);
        Assert.Single(_store.Runs(new RunQuery { SinceUtc = Sample.Start }));
    }

    [Fact]
    public void ReadRuns_EmptyFolder_IsEmpty() => Assert.Empty(_store.Runs());

    [Fact]
    public void ReadRuns_AllLayoutsAndManyRunsInAFile_EachOnceOldestFirst()
    {
        string[] ids = [.. Enumerable.Range(0, 12)
            .Select(i => i % 4 == 3 ? $"own-{i}" : $"run_202601{10 + i}_120000_0000000{i:x}")];
        for (int i = 0; i < 9; i++)
        {
            _store.Write(At(i), (PartitionBy)(i % 3));
        }

        // A file of many runs, one of which lies in a file of its own too.
        File.WriteAllBytes(
            _store.At("runs/compacted_2026-01_1.parquet"),
            ParquetFile.Serialize(MetricsSchema.Runs, [At(11).Run, At(10).Run, At(9).Run, At(4).Run]));
        File.WriteAllBytes(
            _store.At("stages/compacted_2026-01_1.parquet"),
            ParquetFile.Serialize(MetricsSchema.Stages, [.. new[] { 11, 10, 9, 4 }.SelectMany(i => At(i).Stages)]));

        List<RunMetrics> runs = _store.Runs();

        Assert.Equal(ids, runs.Select(run => run.run_id));
        Assert.Equal(
            ids.SelectMany(id => new[] { id + "/stage_0", id + "/stage_1" }),
            _store.Stages([.. runs]).Select(row => $"{row.run_id}/{row.stage_name}"));
        Assert.Equal(9 * 8, _store.Operators([.. runs]).Count);
        Assert.Equal(ids[9..], _store.Runs(new RunQuery { Last = 3 }).Select(run => run.run_id));
        Assert.Equal(["own-11"], _store.Runs(new RunQuery { ExactIds = ["RUN_OWN-11"] }).Select(run => run.run_id));

        Sample At(int i) => Sample.Create(ids[i], new DateTime(2026, 1, 10 + i, 12, 0, 0, DateTimeKind.Utc));
    }

    [Theory]
    [MemberData(nameof(Patterns))]
    public void ReadRuns_Wildcard_FindsEitherSpelling(string pattern, string[] expected)
    {
        foreach (string id in new[] { "run_a1", "a2", "run_b" })
        {
            _store.Write(Sample.Create(id, stages: 0));
        }

        RunQuery query = new()
        {
            Matches = text => pattern.EndsWith('*')
                ? text.StartsWith(pattern[..^1], StringComparison.OrdinalIgnoreCase)
                : text.Equals(pattern, StringComparison.OrdinalIgnoreCase),
        };

        Assert.Equal(
            expected.Order(StringComparer.Ordinal),
            _store.Runs(query).Select(run => run.run_id).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void ReadRuns_SinceAndUntil_IncludeTheirEnds()
    {
        DateTime[] starts = [.. Enumerable.Range(0, 6).Select(i => Sample.Start.AddDays(i))];
        foreach (DateTime start in starts)
        {
            _store.Write(Sample.Create($"run_{start:yyyyMMdd_HHmmss}_00000000", start, stages: 0));
        }

        List<RunMetrics> runs = _store.Runs(new RunQuery { SinceUtc = starts[2], UntilUtc = starts[4] });

        Assert.Equal(starts[2..5], runs.Select(run => run.StartUtc!.Value));
    }

    [Fact]
    public void ReadRuns_SinceRulesAFileOutByName_DoesNotOpenIt()
    {
        Directory.CreateDirectory(_store.At("runs"));
        File.WriteAllText(_store.At("runs/run_20250101_000000_00000000.parquet"), "torn");
        _store.Write(Sample.Create());

        Assert.Single(_store.Runs(new RunQuery { SinceUtc = Sample.Start.AddDays(-1) }));
        Assert.Single(_store.Runs(new RunQuery { ExactIds = [Sample.Id] }));
        Assert.Single(_store.Runs(new RunQuery { Last = 1 }, []));
    }

    [Fact]
    public void ReadRuns_StatusAndTags_Filter()
    {
        Sample sample = Sample.Create("a", stages: 0);
        _store.Write(sample);
        _store.Write(sample with { Run = sample.Run with { run_id = "b", status = RunStatus.Failed, tags = null } });

        var failed = new RunQuery { Statuses = new HashSet<string> { "failed" } };
        var tagged = new RunQuery { TagMatches = tags => tags is not null };
        Assert.Equal(["b"], _store.Runs(failed).Select(run => run.run_id));
        Assert.Equal(["a"], _store.Runs(tagged).Select(run => run.run_id));
    }

    [Fact]
    public void ReadRuns_StoppedEarly_OpensNoMoreAndLetsGo()
    {
        for (int i = 0; i < 100; i++)
        {
            DateTime start = Sample.Start.AddDays(i);
            _store.Write(Sample.Create($"run_{start:yyyyMMdd_HHmmss}_00000000", start, stages: 0));
        }

        Assert.Equal(Sample.Start, _store.Reader.ReadRuns(new RunQuery(), error => throw error).First().StartUtc);
        using var stop = new CancellationTokenSource();
        using IEnumerator<RunMetrics> runs =
            _store.Reader.ReadRuns(new RunQuery(), error => throw error, stop.Token).GetEnumerator();
        Assert.True(runs.MoveNext());
        stop.Cancel();
        Assert.ThrowsAny<OperationCanceledException>(() =>
        {
            while (runs.MoveNext())
            {
            }
        });
    }

    [Fact]
    public void ReadRuns_StrangeFiles_AreIgnored()
    {
        _store.Write(Sample.Create());
        foreach (string name in new[] { ".run_x.parquet", "_x.parquet", "x.txt", "x.parquet.tmp" })
        {
            File.WriteAllText(_store.At("runs/" + name), "torn");
        }

        Directory.CreateDirectory(_store.At("runs/date=nonsense"));
        Directory.CreateDirectory(_store.At("2026-01-24"));
        Directory.CreateDirectory(_store.At("runs/folder.parquet"));

        Assert.Single(_store.Runs());
    }

    [Fact]
    public void ReadOperators_TornHistograms_RowsComeWithoutLatencies()
    {
        RunMetrics run = _store.Write(Sample.Create());
        File.WriteAllText(_store.At("histograms/histograms_20260124_123456_1a2b3c4d.parquet"), "torn");
        var errors = new List<MetricsException>();

        List<OperatorMetrics> rows = [.. _store.Reader.ReadOperators([run], null, null, errors.Add)];

        Assert.Equal(8, rows.Count);
        Assert.All(rows, row => Assert.Null(row.Latencies));
        Assert.Equal(MetricsError.FileCorrupt, Assert.Single(errors).Error);
    }

    [Fact]
    public void ReadOperators_Filters_ApplyToStageAndOperator()
    {
        RunMetrics run = _store.Write(Sample.Create());

        OperatorMetrics[] rows = [.. _store.Reader.ReadOperators(
            [run], stage => stage == "stage_1", step => step == "op_0", error => throw error)];

        Assert.Equal(["worker_0", "worker_1"], rows.Select(row => row.worker_id));
        Assert.All(rows, row => Assert.Equal(("stage_1", "op_0"), (row.stage_name, row.operator_name)));
    }
}
