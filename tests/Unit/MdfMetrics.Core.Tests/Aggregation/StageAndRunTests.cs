using MdfMetrics.Aggregation;

namespace MdfMetrics.Tests.Aggregation;

public sealed class StageAndRunTests
{
    private static readonly RunMetrics s_header = new() { run_id = "run_1", start_time = Rows.Start, duration = 4 };

    [Fact]
    public void Stage_SeveralWorkers_TakesTheEndsAndTheBottleneck()
    {
        StageMetrics stage = Aggregated.Stage(
            Stage("s"),
            Rows.Row("last", 80, 60, at: 2, worker: "w0") with
            {
                operator_index = 1, total_time = 9, throughput = 8, error_count = 1,
            },
            Rows.Row("first", 100, 80, at: 3, worker: "w0") with { operator_index = 0, total_time = 1, throughput = 0 },
            Rows.Row("first", 50, 40, at: 4, worker: "w1") with
            {
                operator_index = 0, total_time = 2, throughput = 2, error_count = 2,
            });

        Assert.Equal((2, 150, 60), (stage.num_workers, stage.input_records, stage.output_records));
        Assert.Equal(40.0, stage.pass_rate);
        Assert.Equal((5.0, 2.0, 8.0), (stage.avg_throughput, stage.min_throughput, stage.max_throughput));
        Assert.Equal((9.0, 3), (stage.total_time, stage.error_count));
        Assert.Equal(Rows.Start.AddSeconds(2), stage.TimestampUtc);
        Assert.True(stage.HasFigures);
    }

    [Fact]
    public void Stage_NoRows_HasNoFigures()
    {
        StageMetrics stage = Aggregated.Stage(Stage("s") with { WallTime = 3 });

        Assert.False(stage.HasFigures);
        Assert.Equal((0, 0, 0, 0.0), (stage.num_workers, stage.input_records, stage.output_records, stage.total_time));
        Assert.Equal((double.NaN, 0.0, 3.0), (stage.pass_rate, stage.avg_throughput, stage.wall_time));
        Assert.Equal(Rows.Start, stage.TimestampUtc);
    }

    [Fact]
    public void Stage_GivenFigures_StandBesideTheRows()
    {
        var figures = StageFigures.From(Given.Columns("""{"input_records":200,"error_count":7}"""));
        StageRecord given = Stage("s") with { Given = figures };

        StageMetrics stage = Aggregated.Stage(given, Rows.Row("a", 10, 50) with { total_time = 2 });

        Assert.Equal((200, 50, 25.0), (stage.input_records, stage.output_records, stage.pass_rate));
        Assert.Equal((7, 2.0), (stage.error_count, stage.total_time));
    }

    [Fact]
    public void Stage_GivenFiguresWithoutRows_HasFigures() =>
        Assert.True(Aggregated.Stage(
            Stage("s") with { Given = StageFigures.From(Given.Columns("""{"input_records":0}""")) }).HasFigures);

    [Fact]
    public void Stage_HugeCounts_StayAtTheLargest()
    {
        OperatorMetrics huge = Rows.Row("a", long.MaxValue, long.MaxValue) with { error_count = long.MaxValue };

        StageMetrics stage = Aggregated.Stage(Stage("s"), huge, huge with { worker_id = "w" });

        Assert.Equal((long.MaxValue, long.MaxValue), (stage.input_records, stage.error_count));
    }

    [Fact]
    public void Aggregate_StagesWithoutFigures_DoNotCountForInputAndOutput()
    {
        RunMetrics run = MetricsAggregator.Aggregate(
            s_header,
            [Stage("setup", 0), Stage("work", 1), Stage("publish", 2)],
            [Rows.Row("a", 40, 10, stage: "work") with { error_count = 3 }]);

        Assert.Equal((3, 3), (run.num_stages, run.total_errors));
        Assert.Equal((40, 10), (run.total_input_records, run.total_output_records));
        Assert.Equal((25.0, 10.0), (run.overall_pass_rate, run.avg_throughput));
        Assert.Equal(["setup", "work", "publish"], run.Stages!.Select(stage => stage.stage_name));
        Assert.Equal((1L, 0L), (run.Operators![0].stage_index, run.Operators[0].operator_index));
    }

    [Theory]
    [InlineData(0.0)]
    [InlineData(double.NaN)]
    public void Aggregate_NoDuration_HasNoThroughput(double duration)
    {
        RunMetrics header = s_header with { duration = duration };

        Assert.Equal(0, MetricsAggregator.Aggregate(header, [Stage("s")], [Rows.Row("a")]).avg_throughput);
    }

    [Fact]
    public void Aggregate_DeliveredTwice_CountsOnce()
    {
        OperatorMetrics entry = Rows.Row("a", 5, 5, entry: "e");

        Assert.Equal(5, MetricsAggregator.Aggregate(s_header, [], [entry, entry, entry]).total_input_records);
    }

    private static StageRecord Stage(string name, long? index = null) =>
        new() { RunId = "run_1", Name = name, Index = index, Timestamp = Rows.Start };
}
