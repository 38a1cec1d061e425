using MdfMetrics.Aggregation;

namespace MdfMetrics.Tests.Aggregation;

/// <summary>The user's own figures of an operator, over its workers and runs.</summary>
public sealed class MergedMetricsTests
{
    [Theory]
    [InlineData("""{"a":{"min":1,"max":7,"sum":10,"count":3}}""", """{"a":2}""", """{"a":7}""", """{"a":1}""")]
    [InlineData("""{"a":{"min":-0.5,"max":2,"sum":1.5,"count":2}}""", """{"a":2}""", """{"a":-0.5}""")]
    [InlineData("""{"a":{"min":5,"max":5,"sum":5,"count":1}}""", """{"a":5}""")]
    [InlineData("""{"a":{"min":5,"max":5,"sum":5,"count":1}}""", """{"a":5}""", """{"a":null}""", "{}", null)]
    [InlineData("""{"device":"cuda","ok":true}""", """{"device":"cuda","ok":true}""", """{"device":"cuda"}""")]
    [InlineData("{}", """{"device":"cuda","ok":true}""", """{"device":"cpu","ok":false}""")]
    [InlineData("{}", """{"a":5}""", """{"a":"n/a"}""", """{"a":5}""")]
    [InlineData("{}", """{"a":true}""", """{"a":"true"}""")]
    [InlineData("{}", """{"a":null}""", """{"a":1e999}""")]
    [InlineData("""{"a":[1,"x"]}""", """{"a":[1,"x"],"b":[1]}""", """{"a":[1,"x"],"b":[2]}""")]
    [InlineData(
        """{"gpu":{"name":"H100","util":{"min":80,"max":90,"sum":170,"count":2}}}""",
        """{"gpu":{"name":"H100","util":80,"id":"0"}}""",
        """{"gpu":{"util":90,"id":"1","name":"H100"}}""")]
    [InlineData(
        """{"a":{"min":1,"max":9,"sum":15,"count":4}}""",
        """{"a":{"min":1,"max":4,"sum":6,"count":3}}""",
        """{"a":9}""")]
    [InlineData("""{"Ä.B C":{"min":1,"max":2,"sum":3,"count":2}}""", """{"ä.b c":1}""", """{"Ä.B C":2}""")]
    [InlineData(
        """{"a":{"min":1,"max":9223372036854775807,"sum":9.223372036854776E+18,"count":2}}""",
        """{"a":9223372036854775807}""",
        """{"a":1}""")]
    [InlineData("{}", "no JSON")]
    [InlineData(null, null, null)]
    public void MergeWorkers_CustomMetrics_AreSummarised(string? expected, params string?[] workers)
    {
        OperatorMetrics[] rows = [.. workers.Select((json, i) => Row("r", $"w{i}", json))];

        OperatorMetrics merged = Assert.Single(MetricsAggregator.MergeWorkers(rows));

        Assert.Equal(expected, merged.custom_metrics?.ToString());
        Assert.Equal(rows.Length * 10, merged.input_records);
        Assert.Equal(
            merged.custom_metrics,
            Assert.Single(MetricsAggregator.MergeWorkers([merged])).custom_metrics);
    }

    [Fact]
    public void MergeWorkers_WrittenAndReadBack_MergesFurther()
    {
        OperatorMetrics merged = Assert.Single(MetricsAggregator.MergeWorkers(
            [Row("r", "a", """{"x":1}"""), Row("r", "b", """{"x":4}""")]));
        OperatorMetrics read = merged with { custom_metrics = JsonMap.FromJson(merged.custom_metrics!.ToString()) };

        OperatorMetrics further = Assert.Single(MetricsAggregator.MergeWorkers([read, Row("r", "c", """{"x":6}""")]));

        Assert.Equal("""{"x":{"min":1,"max":6,"sum":11,"count":3}}""", further.custom_metrics!.ToString());
    }

    [Fact]
    public void MergeRuns_InSteps_EqualsAllAtOnce()
    {
        OperatorMetrics[] rows =
        [
            Row("r1", "a", """{"x":1,"device":"cuda","gpu":{"id":"0"}}"""),
            Row("r1", "b", """{"x":2,"device":"cpu","gpu":{"id":"1"}}"""),
            Row("r2", "a", """{"x":3,"device":"cuda","gpu":{"id":"1"}}"""),
            Row("r3", "a", """{"x":9,"device":"cuda","gpu":{"id":"1"}}"""),
        ];
        var expected = JsonMap.FromJson("""{"x":{"min":1,"max":9,"sum":15,"count":4},"gpu":{}}""");

        Assert.Equal(expected, Assert.Single(MetricsAggregator.MergeRuns(rows)).custom_metrics);

        // As the command does it: what the workers of one run did not agree on stays out, whatever later runs say.
        IEnumerable<OperatorMetrics> first = MetricsAggregator.MergeRuns(MetricsAggregator.MergeWorkers(rows[..3]));
        Assert.Equal(
            expected,
            Assert.Single(MetricsAggregator.MergeRuns([.. first, .. MetricsAggregator.MergeWorkers(rows[3..])]))
                .custom_metrics);
    }

    [Fact]
    public void MergeRuns_InSteps_KeepsPipelinesApart()
    {
        OperatorMetrics[] rows =
        [
            .. from pipeline in new[] { "hourly", "nightly" }
               from run in new[] { 1, 2 }
               select Row($"{pipeline}{run}", "a", """{"x":1}""") with { pipeline_name = pipeline },
        ];

        IReadOnlyList<OperatorMetrics> merged = MetricsAggregator.MergeRuns(MetricsAggregator.MergeRuns(rows));

        Assert.Equal(
            [("hourly", 20L, 2L), ("nightly", 20L, 2L)],
            merged.Select(row => (row.pipeline_name!, row.input_records, Count(row))));

        static long Count(OperatorMetrics row) =>
            (long)((System.Collections.IDictionary)row.custom_metrics!["x"]!)["count"]!;
    }

    private static OperatorMetrics Row(string run, string worker, string? custom) =>
        Rows.Row("o", worker: worker) with { run_id = run, custom_metrics = JsonMap.FromJson(custom) };
}
