using System.Text.Json;
using MdfMetrics.Aggregation;

namespace MdfMetrics.Tests.Aggregation;

/// <summary>Cases from the Python original. There a pass rate without input is 0; here it is undefined.</summary>
public sealed class AggregationConformanceTests
{
    private static readonly JsonElement[] s_cases = [.. JsonDocument
        .Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Data", "aggregation.json")))
        .RootElement.EnumerateArray()];

    public static TheoryData<int> Cases => [.. Enumerable.Range(0, s_cases.Length)];

    [Fact]
    public void Cases_AreAllThere() => Assert.Equal(40, s_cases.Length);

    [Theory]
    [MemberData(nameof(Cases))]
    public void Aggregate_OriginalsCase_HasTheOriginalsFigures(int number)
    {
        JsonElement expected = s_cases[number].GetProperty("expected_run");
        string runId = expected.GetProperty("run_id").GetString()!;
        var header = new RunMetrics
        {
            run_id = runId,
            start_time = Rows.Start,
            duration = s_cases[number].GetProperty("duration").GetDouble(),
        };
        IEnumerable<StageRecord> stages = s_cases[number].GetProperty("stage_order").EnumerateArray().Select(
            (name, i) => new StageRecord
            {
                RunId = runId,
                Name = name.GetString()!,
                Index = i,
                Timestamp = Rows.Start,
            });
        IEnumerable<OperatorMetrics> rows = s_cases[number].GetProperty("operators").EnumerateArray().Select(Operator);

        RunMetrics run = MetricsAggregator.Aggregate(header, stages, rows);

        AssertRun(expected, run);
        JsonElement[] expectedStages = [.. s_cases[number].GetProperty("expected_stages").EnumerateArray()];
        Assert.Equal(expectedStages.Length, run.Stages!.Count);
        Assert.All(expectedStages.Zip(run.Stages), pair => AssertStage(pair.First, pair.Second));
    }

    private static OperatorMetrics Operator(JsonElement row) => new()
    {
        run_id = Text(row, "run_id"),
        stage_name = Text(row, "stage_name"),
        operator_name = Text(row, "operator_name"),
        worker_id = Text(row, "worker_id"),
        timestamp = row.GetProperty("timestamp").GetDateTimeOffset().UtcDateTime,
        input_records = Count(row, "input_records"),
        output_records = Count(row, "output_records"),
        total_time = Figure(row, "total_time"),
        throughput = Figure(row, "throughput"),
        error_count = Count(row, "error_count"),
    };

    private static void AssertRun(JsonElement expected, RunMetrics run)
    {
        Assert.Equal(Count(expected, "num_stages"), run.num_stages);
        Assert.Equal(Count(expected, "total_input_records"), run.total_input_records);
        Assert.Equal(Count(expected, "total_output_records"), run.total_output_records);
        Assert.Equal(Count(expected, "total_errors"), run.total_errors);
        AssertRate(Figure(expected, "overall_pass_rate"), run.total_input_records, run.overall_pass_rate);
        AssertNear(Figure(expected, "avg_throughput"), run.avg_throughput);
    }

    private static void AssertStage(JsonElement expected, StageMetrics stage)
    {
        DateTime time = expected.GetProperty("timestamp").GetDateTimeOffset().UtcDateTime;
        Assert.Equal(Text(expected, "stage_name"), stage.stage_name);
        Assert.InRange(time - stage.TimestampUtc!.Value, TimeSpan.Zero, TimeSpan.FromMilliseconds(0.9999));
        Assert.Equal(Count(expected, "num_workers"), stage.num_workers);
        Assert.Equal(Count(expected, "input_records"), stage.input_records);
        Assert.Equal(Count(expected, "output_records"), stage.output_records);
        Assert.Equal(Count(expected, "error_count"), stage.error_count);
        AssertRate(Figure(expected, "pass_rate"), stage.input_records, stage.pass_rate);
        AssertNear(Figure(expected, "total_time"), stage.total_time);
        AssertNear(Figure(expected, "avg_throughput"), stage.avg_throughput);
        AssertNear(Figure(expected, "min_throughput"), stage.min_throughput);
        AssertNear(Figure(expected, "max_throughput"), stage.max_throughput);
    }

    private static void AssertRate(double expected, long input, double actual)
    {
        if (input == 0)
        {
            Assert.Equal((0.0, double.NaN), (expected, actual));
        }
        else
        {
            AssertNear(expected, actual);
        }
    }

    private static void AssertNear(double expected, double actual) =>
        Assert.InRange(actual, expected - (1e-9 * Math.Abs(expected)), expected + (1e-9 * Math.Abs(expected)));

    private static string Text(JsonElement row, string name) => row.GetProperty(name).GetString()!;

    private static long Count(JsonElement row, string name) => row.GetProperty(name).GetInt64();

    private static double Figure(JsonElement row, string name) => row.GetProperty(name).GetDouble();
}
