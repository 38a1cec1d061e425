using System.Globalization;
using System.Text.Json;
using MdfMetrics.Aggregation;
using MdfMetrics.Collection;
using MdfMetrics.ParquetFiles.Columns;
using MdfMetrics.Records;
using MdfMetrics.Storage.Schema;

namespace MdfMetrics.Tests.Aggregation;

/// <summary>Cases that were worked out from the contract's words on roles.</summary>
public sealed class RolesConformanceTests
{
    private static readonly JsonElement[] s_cases = [.. JsonDocument
        .Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Data", "roles.json")))
        .RootElement.EnumerateArray()];

    public static TheoryData<int> Cases => [.. Enumerable.Range(0, s_cases.Length)];

    [Fact]
    public void Cases_AreAllThere() => Assert.Equal(40, s_cases.Length);

    [Theory]
    [MemberData(nameof(Cases))]
    public void Aggregate_RolesCase_HasTheFiguresExpected(int number)
    {
        JsonElement given = s_cases[number];
        RunMetrics run = Aggregate(given);

        AssertAll(given.GetProperty("expected_operators"), run.Operators!, row =>
            Column(MetricsSchema.Operators, row));
        AssertAll(given.GetProperty("expected_stages"), run.Stages!, row => Column(MetricsSchema.Stages, row));
        AssertFigures(given.GetProperty("expected_run"), name => name == "pass_rate"
            ? run.overall_pass_rate
            : Column(MetricsSchema.Runs, run)(name));
    }

    /// <summary>Those of several workers as one: counts add up, and the rates are those of the role.</summary>
    [Theory]
    [MemberData(nameof(Cases))]
    public void MergeWorkers_RolesCase_HasTheRatesOfTheSums(int number)
    {
        IReadOnlyList<OperatorMetrics> rows = Aggregate(s_cases[number]).Operators!;

        foreach (OperatorMetrics merged in MetricsAggregator.MergeWorkers(rows))
        {
            OperatorMetrics[] parts = [.. rows.Where(row =>
                (row.stage_name, row.operator_name) == (merged.stage_name, merged.operator_name))];
            (long input, long output, long failed) = (
                parts.Sum(row => row.input_records),
                parts.Sum(row => row.output_records),
                parts.Sum(row => row.failed_records));
            double passed = parts[0].role == "aggregate" ? input - failed : output;
            double records = parts[0].role == "source" ? output : input;
            double time = parts.Sum(row => row.total_time);
            Assert.Equal((input, output, failed), (merged.input_records, merged.output_records, merged.failed_records));
            AssertNear("pass_rate", input > 0 ? 100 * passed / input : double.NaN, merged.pass_rate);
            AssertNear("throughput", time > 0 ? records / time : 0, merged.throughput);
            // The time of a worker that had no records belongs to none.
            double busy = parts.Where(row => row.input_records + row.output_records > 0
                && (row.role == "source" || row.input_records > 0)).Sum(row => row.total_time);
            AssertNear("avg_latency", records > 0 ? busy / records : double.NaN, merged.avg_latency);
        }
    }

    private static RunMetrics Aggregate(JsonElement given)
    {
        var collector = new MetricsCollector("run_1", TimeProvider.System);
        foreach (JsonElement stage in given.GetProperty("stages").EnumerateArray())
        {
            collector.EnterStage(
                stage.GetProperty("stage_name").GetString()!,
                stage.GetProperty("auxiliary").GetBoolean()).Dispose();
        }

        int at = 0;
        foreach (JsonElement row in given.GetProperty("operators").EnumerateArray())
        {
            var record = new JsonRecord(row);
            collector.AddOperator(OperatorFigures.ToMetrics(
                new CountsOf(record),
                Rows.Row(
                    record.Required("operator_name"),
                    stage: record.Required("stage_name"),
                    worker: record.Required("worker_id"),
                    at: at++) with { input_records = 0, output_records = 0 }));
        }

        return collector.GetRunMetrics();
    }

    private static void AssertAll<TRow>(
        JsonElement expected,
        IReadOnlyList<TRow> rows,
        Func<TRow, Func<string, object?>> columnsOf)
    {
        JsonElement[] all = [.. expected.EnumerateArray()];
        Assert.Equal(all.Length, rows.Count);
        Assert.All(all.Zip(rows), pair => AssertFigures(pair.First, columnsOf(pair.Second)));
    }

    private static void AssertFigures(JsonElement expected, Func<string, object?> column)
    {
        foreach (JsonProperty figure in expected.EnumerateObject())
        {
            object? actual = column(figure.Name);
            if (figure.Value.ValueKind == JsonValueKind.String)
            {
                Assert.Equal((figure.Name, figure.Value.GetString()), (figure.Name, actual));
            }
            else if (figure.Name == "role")
            {
                Assert.Null(actual);
            }
            else
            {
                double value = figure.Value.ValueKind == JsonValueKind.Null ? double.NaN : figure.Value.GetDouble();
                AssertNear(figure.Name, value, actual is null ? double.NaN : Convert.ToDouble(actual, CultureInfo.InvariantCulture));
            }
        }
    }

    private static void AssertNear(string name, double expected, double actual) => Assert.True(
        expected.Equals(actual) || Math.Abs(expected - actual) <= 1e-9 * Math.Abs(expected),
        $"{name} is {actual}, not {expected}");

    private static Func<string, object?> Column<TRow>(DatasetSchema<TRow> schema, TRow row)
        where TRow : class => name => schema.Columns.Single(column => column.Name == name).Value(row);

    /// <summary>The counts, times and role of a case, without the rates that must follow.</summary>
    private sealed class CountsOf(JsonRecord record) : IColumnReader
    {
        public string? GetString(string column) => column == "role" ? record.GetString(column) : null;

        public long? GetInt64(string column) =>
            column is "input_records" or "output_records" or "failed_records" or "error_count"
                ? record.GetInt64(column)
                : null;

        public double? GetDouble(string column) => column == "total_time" ? record.GetDouble(column) : null;

        public DateTime? GetDateTime(string column) => null;

        public JsonMap? GetJson(string column) => null;
    }
}
