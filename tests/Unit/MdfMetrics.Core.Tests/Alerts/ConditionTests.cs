using MdfMetrics.Alerts.Conditions;
using MdfMetrics.Alerts;
using MdfMetrics.PastRuns;
using MdfMetrics.Tests.Aggregation;

namespace MdfMetrics.Tests.Alerts;

public sealed class ConditionTests
{
    private static readonly RunMetrics s_run = new()
    {
        run_id = "nightly-0124",
        start_time = Rows.Start,
        duration = 90,
        overall_pass_rate = 80,
        total_errors = 3,
        avg_throughput = double.NaN,
        status = RunStatus.Failed,
        error = "The disk is full: (no space)",
        tags = JsonMap.FromJson("""
            {"team":"search","shards":"12","a.b":"dotted","deep":{"x":{"y":5}},"flag":true,
            "gpu 0.1":{"a<b":7},"it's":"ok","size":"1920x1080","machine":"4xlarge","x":"4x","place":"3rd"}
            """),
        context = JsonMap.FromJson("""{"cpu_seconds":1.5}"""),
        Operators = [],
        Stages = [],
    };

    [Theory]
    [InlineData("pass_rate < 90", true)]
    [InlineData("pass_rate<90", true)]
    [InlineData("pass_rate < 90%", true)]
    [InlineData("pass_rate < 80 %", false)]
    [InlineData("pass_rate <= 80", true)]
    [InlineData("pass_rate >= 80", true)]
    [InlineData("pass_rate > 80", false)]
    [InlineData("pass_rate = 80", true)]
    [InlineData("pass_rate == 80", true)]
    [InlineData("pass_rate != 80", false)]
    [InlineData("pass_rate <> 80", false)]
    [InlineData("OVERALL_PASS_RATE -lt 8e1", false)]
    [InlineData("pass_rate -le 80 -and pass_rate -ge 80", true)]
    [InlineData("pass_rate -gt 80 -or total_errors -ne 0", true)]
    [InlineData("pass_rate -eq 80", true)]
    [InlineData("duration > 1m", true)]
    [InlineData("duration > 1.5 min", false)]
    [InlineData("duration >= 90s", true)]
    [InlineData("duration > 89999ms", true)]
    [InlineData("duration > 90000000 us", false)]
    [InlineData("duration > 89.999", true)]
    [InlineData("duration < 1h", true)]
    [InlineData("duration < -1", false)]
    [InlineData("status = failed", true)]
    [InlineData("status = FAILED", true)]
    [InlineData("status != completed", true)]
    [InlineData("status = 'failed'", true)]
    [InlineData("error = *disk*", true)]
    [InlineData("error = \"*(no space)\"", true)]
    [InlineData("error = 'it''s'", false)]
    [InlineData("run_id = nightly-*", true)]
    [InlineData("tags.team = sea*", true)]
    [InlineData("tags.team != search", false)]
    [InlineData("tags.shards > 11", true)]
    [InlineData("tags.shards = 12", true)]
    [InlineData("tags.a.b = dotted", true)]
    [InlineData("tags.deep.x.y >= 5", true)]
    [InlineData("tags.flag = true", true)]
    [InlineData("'tags.gpu 0.1.a<b' > 6", true)]
    [InlineData("tags.\"gpu 0.1\".\"a<b\" > 6", true)]
    [InlineData("tags.'gpu 0.1'.'a<b'>6", true)]
    [InlineData("tags.\"a.b\" = dotted", true)]
    [InlineData("tags.'it''s' = ok", true)]
    [InlineData("context.cpu_seconds > 1s", true)]
    [InlineData("tags.size = 1920x1080", true)]
    [InlineData("tags.size = 1920x1081", false)]
    [InlineData("tags.machine = 4x* and tags.place = 3rd", true)]
    [InlineData("tags.x = 4x", true)]
    [InlineData("not status = failed", false)]
    [InlineData("not (status = completed) and total_errors > 2", true)]
    [InlineData("status = completed or status = failed and total_errors = 3", true)]
    [InlineData("(status = completed or status = failed) and total_errors = 4", false)]
    [InlineData("status = failed || total_errors > 100 && pass_rate > 0", true)]
    public void Judge_Condition_IsTrueOrFalse(string condition, bool expected) =>
        Assert.Equal(expected, Judge(condition));

    [Theory]
    [InlineData("avg_throughput < 1")]
    [InlineData("host = *")]
    [InlineData("host != x")]
    [InlineData("tags.missing > 1")]
    [InlineData("tags.team > 1")]
    [InlineData("tags.deep = x*")]
    [InlineData("not avg_throughput < 1")]
    [InlineData("avg_throughput < 1 and status = failed")]
    [InlineData("avg_throughput < 1 or status = completed")]
    [InlineData("pass_rate < median of last 10 runs")]
    public void Judge_MissingValue_IsUnknown(string condition) => Assert.Null(Judge(condition));

    [Theory]
    [InlineData("avg_throughput < 1 or status = failed", true)]
    [InlineData("avg_throughput < 1 and status = completed", false)]
    [InlineData("not (avg_throughput < 1 and status = completed)", true)]
    public void Judge_MissingValueThatDecidesNothing_IsTrueOrFalse(string condition, bool expected) =>
        Assert.Equal(expected, Judge(condition));

    [Theory]
    [InlineData("pass_rate < 0.5 x median of last 3 runs", 40, 50, 60, false)] // 80 < 25
    [InlineData("pass_rate > 1.5 x median of last 3 runs", 40, 50, 60, true)] // 80 > 75
    [InlineData("pass_rate > 1.5x median of last 3 runs", 40, 50, 60, true)]
    [InlineData("pass_rate > 1.5*median of last 3 runs", 40, 50, 60, true)]
    [InlineData("pass_rate > 1.5 × mean of last 3 runs", 40, 50, 75, false)] // 80 > 82.5
    [InlineData("pass_rate > max of last 3 runs", 40, 50, 79, true)]
    [InlineData("pass_rate > 2 * MIN of last 3 runs", 41, 50, 60, false)] // 80 > 82
    public void Judge_Baseline_IsTheStatisticTimesTheFactor(string rule, double a, double b, double c, bool expected) =>
        Assert.Equal(expected, Judge(rule, a, b, c));

    [Theory]
    [InlineData(1, true)] // 80 < 100
    [InlineData(2, true)]
    [InlineData(3, null)] // Two of three runs have one.
    public void Judge_BaselineOfFewRuns_NeedsThreeValuesOrAllOfFewer(int runs, bool? expected) =>
        Assert.Equal(expected, Judge($"pass_rate < median of last {runs} runs", 100, 100, double.NaN));

    [Theory]
    [InlineData(" ", "character 2: expected a column; found the end")]
    [InlineData("pass_rate", "character 10: expected <, <=, >, >=, = or !=; found the end")]
    [InlineData("pass_rate <", "character 12: expected a percentage such as 90 or 90%; found the end")]
    [InlineData("pass_rate < 90 or", "character 18: expected a column; found the end")]
    [InlineData("pass_rate < 90 90", "character 16: expected 'and', 'or' or the end; found '90'")]
    [InlineData("pass_rate < 80 < 90", "character 16: expected 'and', 'or' or the end; found '<'")]
    [InlineData("(pass_rate < 90", "character 16: expected 'and', 'or' or ')'; found the end")]
    [InlineData("pass_rate < 90)", "character 15: expected 'and', 'or' or the end; found ')'")]
    [InlineData("pass_rate < high", "character 13: expected a percentage such as 90 or 90%; found 'high'")]
    [InlineData("pass_rate < 10,5", "found ',5' after the number")]
    [InlineData("pass_rate < 200ms", "character 13: expected a percentage such as 90 or 90% for pass_rate; found 'ms'")]
    [InlineData(
        "duration > 90%",
        "expected seconds or a length of time such as 0.2, 200ms, 5s or 30m for duration; found '%'")]
    [InlineData("duration > 1e999", "character 12: expected seconds")]
    [InlineData("tags.team > search", "character 13: expected a number: text is compared with = or !=; found 'search'")]
    [InlineData("tags.'team = x", "character 6: the text that begins with ' is not closed")]
    [InlineData("tags.'' = x", "level run has no column 'tags.'")]
    [InlineData(
        "custom_metrics.gpu > 1 and total_errors > 0",
        "character 1: level run has no column 'custom_metrics.gpu'; level: stage has it")]
    [InlineData("status > 5", "character 8: status is text: compare it with = or !=")]
    [InlineData("total_errors = 'many'", "character 16: expected a number; found 'many'")]
    [InlineData("error = \"open", "character 9: the text that begins with \" is not closed")]
    [InlineData("pass_rate < 2 x average of last 3 runs", "expected median, mean, max or min after the factor")]
    [InlineData("pass_rate < 2 x median of 3 runs", "character 27: expected 'last'; found '3'")]
    [InlineData("pass_rate < median of last 0 runs", "character 28: expected a number of runs, 1 to 10000; found '0'")]
    [InlineData("pass_rate < median of last 3", "character 29: expected 'runs'; found the end")]
    [InlineData("pas_rate < 90", "character 1: level run has no column 'pas_rate'; the nearest is 'pass_rate'")]
    [InlineData("duration.x < 90", "level run has no column 'duration.x'")]
    [InlineData("tags. = x", "level run has no column 'tags.'")]
    [InlineData(
        "status = failed and p95_latency > 1",
        "character 21: level run has no column 'p95_latency'; level: operator has it")]
    [InlineData("no run in", "character 10: expected a length of time such as 26h or 7d; found the end")]
    [InlineData("no run in 26", "character 11: expected a length of time such as 26h or 7d; found '26'")]
    [InlineData("no runs for 26h", "character 9: expected 'in', as in: no run in 26h; found 'for'")]
    [InlineData("no good run in 26h", "character 4: expected 'run', as in: no run in 26h; found 'good'")]
    [InlineData("no run in 26h or status = failed", "character 15: expected the end: write another rule")]
    [InlineData("$(Remove-Item x)", "character 1: level run has no column '$'")]
    public void Read_BadCondition_SaysWhereAndWhat(string condition, string complaint)
    {
        string line = Assert.Single(Rules.Complaints(() => Rules.Of(Rules.Rule(("condition", condition)))));

        Assert.StartsWith("-Rule: rules[0].condition: character ", line, StringComparison.Ordinal);
        Assert.Contains(complaint, line, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_EndlessNesting_IsRefused()
    {
        Assert.Contains(
            "50 levels",
            Rules.Complaints(() => Rules.Of(new string('(', 1_000)))[0],
            StringComparison.Ordinal);
        Assert.Contains(
            "4,000 characters",
            Rules.Complaints(() => Rules.Of(new string('(', 1_000_000)))[0],
            StringComparison.Ordinal);
        Assert.Contains(
            "50 levels",
            Rules.Complaints(() => Rules.Of(string.Concat(Enumerable.Repeat("not ", 900)) + "status = x"))[0],
            StringComparison.Ordinal);
    }

    [Fact]
    public void Read_ManyBracketsBesideEachOther_IsNoNesting()
    {
        const string Failed = "(not status = completed)";

        Assert.True(Judge(string.Join(" and ", Enumerable.Repeat(Failed, 100))));
    }

    [Theory]
    [InlineData(3_999, true)]
    [InlineData(4_000, true)]
    [InlineData(4_001, false)]
    public void Read_LongCondition_IsTakenUpTo4000Characters(int length, bool isTaken)
    {
        string condition = "error = '" + new string('x', length - 10) + "'";

        Assert.Equal(length, condition.Length);
        Assert.Equal(isTaken, Record.Exception(() => Rules.Of(condition)) is null);
    }

    private static bool? Judge(string condition, params double[] passRatesBefore)
    {
        AlertRule rule = Assert.Single(Rules.Of(condition));
        IEnumerable<RunMetrics> before = passRatesBefore.Select(rate => s_run with { overall_pass_rate = rate });
        var rows = new RunRows(static error => throw error, CancellationToken.None);
        var history = new RowHistory(s_run, before, rows);
        return rule.Condition!.Judge(new AlertSubject(s_run, history)).Truth;
    }
}
