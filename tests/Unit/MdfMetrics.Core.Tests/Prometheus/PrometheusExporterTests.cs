using MdfMetrics.Prometheus;
using MdfMetrics.Tests.Journal;
using MdfMetrics.Tests.Storage;
using static System.FormattableString;

namespace MdfMetrics.Tests.Prometheus;

/// <summary>Which runs a textfile tells of, and what it does with too many of them.</summary>
public sealed class PrometheusExporterTests : IDisposable
{
    private const string Success = "mdf_run_last_success_timestamp_seconds";

    private readonly Exported _exported = new();

    public void Dispose() => _exported.Dispose();

    [Fact]
    public void Write_PipelineThatNeverSucceeded_HasSuccessAtZero()
    {
        _exported.Add("bad", 0, 10, RunStatus.Failed);

        Assert.Equal(0, Value(_exported.Read(), Success, "bad"));
    }

    [Fact]
    public void Write_RunThatDied_IsTheLastRunThoughOnlyItsJournalTells()
    {
        using Recording recording = new Recording("dead").WithWork();
        using TemporaryStore killed = recording.Killed();

        IReadOnlyList<ReadSeries> series = _exported.Read(null, killed.Path);

        Assert.Equal(1, Status(series, "", RunStatus.Abandoned));
        Assert.Equal(0, Value(series, "mdf_run_active", ""));
        Assert.Equal(0, Value(series, Success, ""));
        Assert.Equal(
            ["clean", "load"],
            series.Where(one => one.Name == "mdf_stage_workers").Select(one => one["stage"]));
    }

    [Fact]
    public void Write_FirstRunStillGoingOn_HasItsStartAndNoEnd()
    {
        using var recording = new Recording("going");

        IReadOnlyList<ReadSeries> series = _exported.Read(null, recording.Store.Path);

        Assert.Equal(
            (Sample.Start - DateTime.UnixEpoch).TotalSeconds,
            Value(series, "mdf_run_active_start_timestamp_seconds", ""),
            0.001);
        Assert.Equal(
            [Success, "mdf_run_active", "mdf_run_active_start_timestamp_seconds"],
            series.Select(one => one.Name));
    }

    [Fact]
    public void Write_RunOfAnotherMachineThatMayBeAlive_GoesOnWithoutAnyWait()
    {
        _exported.AddFar("far", "p");

        Assert.Equal(1, Value(_exported.Read(), "mdf_run_active", "p"));
    }

    [Fact]
    public void Write_JournalOfARunThatIsWritten_IsNoRunThatGoesOnHoweverOldItIs()
    {
        string old = _exported.Add("p", 0, 1).run_id;
        for (int i = 1; i < 20; i++)
        {
            _exported.Add("p", 100 * i, 1);
        }

        _exported.AddFar(old, "p");

        Assert.Equal(0, Value(_exported.Read(), "mdf_run_active", "p"));
    }

    [Fact]
    public void Write_RunsInAnyOrderOfTwoStores_TheNewestCountsAndTheMedianIsOfThoseBefore()
    {
        using var other = new Exported();
        _exported.Add("p", 5000, 70);
        other.Add("p", 9000, 1, RunStatus.Failed);
        other.Add("p", 100, 10);
        _exported.Add("p", 3000, 20);

        IReadOnlyList<ReadSeries> series = _exported.Read(null, other.Store.Path);

        Assert.Equal(Exported.Unix(9001), Value(series, "mdf_run_last_end_timestamp_seconds", "p"));
        Assert.Equal(Exported.Unix(5070), Value(series, Success, "p"));
        Assert.Equal(20, Value(series, "mdf_run_duration_median_seconds", "p"));
    }

    [Fact]
    public void Write_LabelsAndNames_AreOfTheWantedPipelinesOnly()
    {
        _exported.Add("a", 0, 1);
        _exported.Add(null, 10, 1);
        _exported.Add("b", 20, 1, stages: [Exported.Stage("s")]);

        IReadOnlyList<ReadSeries> series = _exported.Read(new PrometheusOptions
        {
            PipelineMatches = name => name != "a",
            Labels = [KeyValuePair.Create("store", "pr\"od")],
        });

        Assert.Equal(["", "b"], series.Select(one => one["pipeline"]).Distinct());
        Assert.All(series, one => Assert.Equal("pr\"od", one["store"]));
    }

    [Theory]
    [InlineData("")]
    [InlineData("0a")]
    [InlineData("a b")]
    [InlineData("__a")]
    [InlineData("ä")]
    [InlineData("a\n")]
    [InlineData("pipeline")]
    [InlineData("le")]
    public void Write_LabelThatCantBe_IsAnErrorAndNoFile(string name)
    {
        _exported.Add("a", 0, 1);
        var options = new PrometheusOptions { Labels = [KeyValuePair.Create(name, "x")] };

        Assert.Equal(MetricsError.InvalidName, Assert.Throws<MetricsException>(() => _exported.Write(options)).Error);
        Assert.Empty(_exported.Folder.Files());
    }

    [Theory]
    [InlineData(100, PrometheusLevel.Operator)]
    [InlineData(40, PrometheusLevel.Stage)]
    [InlineData(20, PrometheusLevel.Run)]
    [InlineData(3, PrometheusLevel.Run)]
    public void Write_TooManySeries_LowestLevelsGoWholeAndAreTold(int most, PrometheusLevel lowest)
    {
        // 12 of the run (there is no median), 2 × 5 of stages, 8 × 4 of operators without latencies.
        _exported.Add(
            "p",
            0,
            1,
            with: run => run with { overall_pass_rate = 50 },
            stages: [Exported.Stage("s"), Exported.Stage("t") with { stage_index = 1 }],
            operators: Enumerable.Range(0, 8).Select(i => Exported.Operator("s", $"o{i}")));
        int expected = lowest switch
        {
            PrometheusLevel.Operator => 54,
            PrometheusLevel.Stage => 22,
            _ => 12,
        };

        IReadOnlyList<ReadSeries> series =
            _exported.Read(new PrometheusOptions { Level = PrometheusLevel.Operator, MaxSeries = most });

        Assert.Equal(expected, series.Count);
        Assert.Equal(most == 3 ? 3 : 2 - (int)lowest, _exported.Warnings.Count);
        Assert.Equal(lowest < PrometheusLevel.Operator, _exported.Warnings.Any(warning => warning.Contains(" 32 ")));
    }

    [Fact]
    public void Write_OperatorsOnWorkers_AreMergedAndOfReportedOnesWhatIsKnown()
    {
        _exported.Add("p", 0, 1, operators:
        [
            Exported.Operator("s", "o") with { input_records = 3, total_time = 1, error_count = 1 },
            Exported.Operator("s", "o", "worker_1") with { input_records = 4, total_time = 2 },
            Exported.Operator("s", "reported") with
            {
                input_records = 5,
                p95_latency = 0.5,
                latency_method = "reported",
            },
        ]);

        ILookup<string?, ReadSeries> series = _exported
            .Read(new PrometheusOptions { Level = PrometheusLevel.Operator })
            .Where(one => one["operator"] is not null)
            .ToLookup(one => one["operator"]);

        Assert.Equal([7, 0, 1, 3], series["o"].Select(one => one.Value));
        Assert.Equal(
            ["0.95 0.5", " 0", " 5"],
            series["reported"]
                .Where(one => one.Family == "mdf_operator_latency_seconds")
                .Select(one => Invariant($"{one["quantile"]} {one.Value}")));
    }

    [Fact]
    public void Write_NoRun_WarnsAndWritesNothing()
    {
        Assert.Equal(0, _exported.Write());
        Assert.Contains("no run", Assert.Single(_exported.Warnings));
        Assert.Empty(_exported.Folder.Files());
    }

    [Fact]
    public void Write_NoSuchStore_IsAnErrorAndTheFileStaysAsItWas()
    {
        _exported.Add("p", 0, 1);
        _exported.Write();
        byte[] before = _exported.Content;

        Assert.Equal(
            MetricsError.StoreNotFound,
            Assert.Throws<MetricsException>(() => _exported.Write(null, _exported.Store.At("none"))).Error);
        Assert.Equal(before, _exported.Content);
    }

    [Fact]
    public void Write_DamagedFile_IsToldAndTheOthersCount()
    {
        _exported.Add("torn", 0, 1);
        File.WriteAllBytes(Assert.Single(Directory.GetFiles(_exported.Store.At("runs"))), [1, 2, 3]);
        _exported.Add("whole", 0, 1);

        IReadOnlyList<ReadSeries> series = _exported.Read();

        Assert.Equal(MetricsError.FileCorrupt, Assert.Single(_exported.Errors).Error);
        Assert.Equal(["whole"], series.Select(one => one["pipeline"]).Distinct());
    }

    private static double Value(IEnumerable<ReadSeries> series, string name, string pipeline) =>
        Assert.Single(series, one => one.Name == name && one["pipeline"] == pipeline).Value;

    private static double Status(IEnumerable<ReadSeries> series, string pipeline, string status) =>
        Assert.Single(series, one => one["status"] == status && one["pipeline"] == pipeline).Value;
}
