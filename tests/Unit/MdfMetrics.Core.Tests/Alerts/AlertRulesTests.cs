using System.Text.RegularExpressions;
using MdfMetrics.Alerts.Conditions;
using MdfMetrics.Alerts;

namespace MdfMetrics.Tests.Alerts;

public sealed class AlertRulesTests
{
    [Fact]
    public void Load_MinimalRule_HasTheDefaults()
    {
        AlertRule rule = Assert.Single(Rules.Load("rules:\n  - condition: pass_rate < 90\n"));

        Assert.Equal(
            ("pass_rate < 90", AlertLevel.Run, "warning", false, AlertRuns.Ended),
            (rule.Name, rule.Level, rule.Severity, rule.AlertsOnNoData, rule.Runs));
        Assert.Null(rule.Stage);
        Assert.Null(rule.Tags);
    }

    [Fact]
    public void Load_WholeRule_HasEveryKey()
    {
        AlertRule rule = Assert.Single(Rules.Load("""
            rules:
              - name: slow
                level: Operator
                condition: p95_latency > 200ms
                stage: cl*
                operator: dedup*
                worker: worker_1
                tag: {team: search}
                severity: Critical
                no_data: ALERT
            """));

        Assert.Equal(
            ("slow", AlertLevel.Operator, "critical", true),
            (rule.Name, rule.Level, rule.Severity, rule.AlertsOnNoData));
        Assert.True(rule.Stage!("clean") && rule.Operator!("dedup_a") && rule.Worker!("worker_1"));
        Assert.False(rule.Stage!("load") || rule.Operator!("trim") || rule.Worker!("worker_2"));
        Assert.True(rule.Tags!(JsonMap.FromJson("""{"team":"search"}""")));
        Assert.False(rule.Tags!(JsonMap.FromJson("""{"team":"ads"}""")) || rule.Tags!(null));
    }

    [Theory]
    [InlineData("pass_rate < 90", "Run")]
    [InlineData("error_count > 0", "Stage")]
    [InlineData("p95_latency > 1", "Operator")]
    [InlineData("wall_time > 1 and custom_metrics.x > 1", "Stage")]
    [InlineData("custom_metrics.gpu_util > 90", "Operator")]
    [InlineData("custom_metrics.gpu_util > 90 and p95_latency > 1", "Operator")]
    [InlineData("tags.team = x", "Run")]
    public void Of_ConditionAlone_TakesTheFirstLevelThatHasItsColumns(string condition, string level) =>
        Assert.Equal(level, Assert.Single(Rules.Of(condition)).Level.ToString());

    [Theory]
    [InlineData("stage", "Stage")]
    [InlineData("operator", "Operator")]
    [InlineData("worker", "Operator")]
    public void Of_PatternWithoutLevel_IsAtTheLevelOfThePattern(string key, string level) =>
        Assert.Equal(
            level,
            Assert.Single(Rules.Of(Rules.Rule((key, "x*"), ("condition", "pass_rate < 90")))).Level.ToString());

    [Fact]
    public void Load_ManyMistakes_TellsAllWithTheirPlaces()
    {
        string[] complaints = Rules.Complaints(() => Rules.Load("""
            rules:
              - name: a
                condition: pass_rat < 90
                severty: high
              - name: b
                level: machine
                condition: [1]
                no_data: maybe
              - name: a2
                condition: status = failed
                severity: high
                tag: [[x]]
              - 5: x
              - name: c
                level: run
                operator: dedup*
                condition: pass_rate < 90
              - name: d
                condition: no run in 26h
                stage: x
              - [x]
            other: 1
            """));

        Assert.Equal(
            [
                "13 things are wrong:",
                "alerts.yaml(3,16): rules[0].condition: character 1: level run has no column 'pass_rat'; "
                    + "the nearest is 'pass_rate'.",
                "alerts.yaml(4,14): rules[0].severty: a rule has no such key; the nearest is 'severity'.",
                "alerts.yaml(6,12): rules[1].level: expected run, stage or operator, found the text \"machine\".",
                "alerts.yaml(7,16): rules[1].condition: expected a condition, found a list.",
                "alerts.yaml(8,14): rules[1].no_data: expected ignore or alert, found the text \"maybe\".",
                "alerts.yaml(11,15): rules[2].severity: expected warning, info or critical, found the text \"high\".",
                "alerts.yaml(12,10): rules[2].tag: expected names of tags, or a mapping of names and patterns, "
                    + "found a list.",
                "alerts.yaml(13,5): rules[3]: expected a condition, such as 'condition: pass_rate < 90'.",
                "alerts.yaml(13,8): rules[3].5: a rule has no such key; the keys are "
                    + "name, level, condition, stage, operator, worker, tag, runs, severity, no_data.",
                "alerts.yaml(15,12): rules[4].level: expected operator, because the rule has the key 'operator'.",
                "alerts.yaml(18,5): rules[5]: 'no run in' is about runs: leave level, stage, operator and worker out.",
                "alerts.yaml(21,5): rules[6]: expected a mapping, found a list.",
                "alerts.yaml(22,8): other: only 'rules' belongs at the top.",
            ],
            complaints);
    }

    [Fact]
    public void Of_OneNameTwice_IsRefused() => Assert.Equal(
        ["-Rule: rules[1]: another rule is named 'A' already."],
        Rules.Complaints(() => Rules.Of(
            Rules.Rule(("name", "a"), ("condition", "pass_rate < 1")),
            Rules.Rule(("name", "A"), ("condition", "pass_rate < 2")))));

    [Fact]
    public void Load_OneNameTwice_IsRefusedWithItsLine() => Assert.Equal(
        ["alerts.yaml(4,5): rules[1]: another rule is named 'Nightly' already."],
        Rules.Complaints(() => Rules.Load("""
            rules:
              - name: nightly
                condition: pass_rate < 90
              - name: Nightly
                condition: status = failed
            """)));

    [Theory]
    [InlineData("running", "Running")]
    [InlineData("ALL", "All")]
    [InlineData("ended", "Ended")]
    public void Of_Runs_AreByName(string runs, string expected) => Assert.Equal(
        expected,
        Assert.Single(Rules.Of(Rules.Rule(("condition", "duration > 3h"), ("runs", runs)))).Runs.ToString());

    [Theory]
    [InlineData("duration > 3h", "live", "expected ended, running or all, found the text \"live\".")]
    [InlineData(
        "no run in 26h",
        "all",
        "'no run in' is about when runs start, whether they have ended or not: leave runs out.")]
    public void Of_WrongRuns_AreRefused(string condition, string runs, string complaint) => Assert.Equal(
        [$"-Rule: rules[0].runs: {complaint}"],
        Rules.Complaints(() => Rules.Of(Rules.Rule(("condition", condition), ("runs", runs)))));

    [Theory]
    [InlineData("", "alerts.yaml(1,1): expected a mapping such as 'rules:', found nothing: the document is empty.")]
    [InlineData("- a", "alerts.yaml(1,1): expected a mapping such as 'rules:' at the top, found a list.")]
    [InlineData("rules:", "alerts.yaml(1,1): expected the key 'rules' with a list, found a mapping.")]
    [InlineData("rules: []", "alerts.yaml(1,8): rules: expected at least one rule, found a list.")]
    [InlineData("rules: {a: 1}", "alerts.yaml(1,8): rules: expected a list, found a mapping.")]
    [InlineData("rulez: [x]", "alerts.yaml(1,1): expected the key 'rules' with a list, found a mapping.")]
    public void Load_NoRules_IsRefused(string yaml, string complaint) =>
        Assert.Equal([complaint], Rules.Complaints(() => Rules.Load(yaml)));

    [Fact]
    public void Names_EveryNumericColumnOfTheSchema_IsKnown()
    {
        // docs/schema.md lists the columns; text of moments and identities aside, each can be named in a rule.
        foreach (AlertLevel level in Enum.GetValues<AlertLevel>())
        {
            Assert.Equal(AlertColumns.Names(level).Distinct(), AlertColumns.Names(level));
            Assert.All(
                AlertColumns.Names(level).Where(name => !name.EndsWith('.')),
                name => Assert.Matches(new Regex("^[a-z0-9_]+$"), name));
        }

        Type[] rows = [typeof(RunMetrics), typeof(StageMetrics), typeof(OperatorMetrics)];
        foreach ((Type row, AlertLevel level) in rows.Zip(Enum.GetValues<AlertLevel>()))
        {
            IEnumerable<string> figures = row.GetProperties()
                .Where(property => property.PropertyType == typeof(double) || property.PropertyType == typeof(long))
                .Select(property => property.Name);
            Assert.Equal(["revision"], figures.Except(AlertColumns.Names(level)).Append("revision").Distinct());
        }
    }
}
