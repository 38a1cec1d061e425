using System.Collections;
using MdfMetrics.Alerts.Conditions;
using MdfMetrics.Configuration;

namespace MdfMetrics.Alerts;

/// <summary>Reads one rule.</summary>
internal sealed class AlertRuleReader
{
    private const string Condition = "condition";

    private static readonly string[] s_keys =
        ["name", "level", Condition, "stage", "operator", "worker", "tag", "runs", "severity", "no_data"];

    private static readonly string[] s_filters = ["operator", "worker", "stage"];

    private static readonly string[] s_levels = ["run", "stage", "operator"];

    private static readonly string[] s_runs = ["ended", "running", "all"];

    private readonly ConfigValue _item;
    private readonly AlertPatterns _patterns;
    private readonly ConfigProblems _problems;

    /// <summary>Takes a rule.</summary>
    /// <param name="item">A mapping, or the condition alone.</param>
    /// <param name="patterns">How patterns are matched.</param>
    /// <param name="problems">Receives what is wrong.</param>
    public AlertRuleReader(ConfigValue item, AlertPatterns patterns, ConfigProblems problems)
    {
        ConfigNode node = item.Node;
        _item = node is ConfigScalar
            ? item with { Node = new ConfigMap([new ConfigEntry(Condition, node.Position, node)], node.Position) }
            : item;
        _patterns = patterns;
        _problems = problems;
    }

    /// <summary>The rule; null, with the problems noted, when it is wrong.</summary>
    public AlertRule? Read()
    {
        if (_problems.Try(() => _item.Entries().ToArray()) is not { } entries)
        {
            return null;
        }

        foreach ((ConfigEntry entry, ConfigValue value) in entries)
        {
            if (!s_keys.Contains(entry.Key, StringComparer.OrdinalIgnoreCase))
            {
                string hint = NearestName.Find(entry.Key, s_keys) is { } nearest
                    ? $"the nearest is '{nearest}'"
                    : $"the keys are {string.Join(", ", s_keys)}";
                _problems.Add(value, $"a rule has no such key; {hint}");
            }
        }

        if (_item.Find(Condition) is not { } condition)
        {
            _problems.Add(_item, "expected a condition, such as 'condition: pass_rate < 90'");
            return Rule(_item, null);
        }

        return Rule(condition, _problems.Try(() => condition.Text("a condition")));
    }

    /// <summary>Reads all keys, also where there is no condition to read: what is wrong is told in one go.</summary>
    private AlertRule? Rule(ConfigValue at, string? text)
    {
        AlertLevel[] levels = Levels();
        var rule = new AlertRule
        {
            Name = Text("name") ?? text ?? string.Empty,
            Level = levels[0],
            Text = text ?? string.Empty,
            Document = JsonMap.FromDictionary((IDictionary)_item.Node.ToPlain(asWritten: true)!)!.ToString(),
            Severity = Choice("severity", AlertSeverity.Warning, AlertSeverity.Info, AlertSeverity.Critical),
            AlertsOnNoData = Choice("no_data", "ignore", "alert") == "alert",
            Stage = Pattern("stage"),
            Operator = Pattern("operator"),
            Worker = Pattern("worker"),
            Tags = Tags(),
            Runs = (AlertRuns)Array.IndexOf(s_runs, Choice("runs", s_runs)),
        };
        if (text is null)
        {
            return null;
        }

        try
        {
            return NoRunCondition.TryParse(text) is { } noRun ? OfStore(rule, noRun) : WithCondition(rule, levels);
        }
        catch (ConditionException e)
        {
            _problems.Add(at, e.Message);
            return null;
        }
    }

    private AlertRule OfStore(AlertRule rule, NoRunCondition noRun)
    {
        if (rule.Level != AlertLevel.Run)
        {
            _problems.Add(_item, "'no run in' is about runs: leave level, stage, operator and worker out");
        }

        if (_item.Find("runs") is { } runs)
        {
            _problems.Add(runs, "'no run in' is about when runs start, whether they have ended or not: leave runs out");
        }

        return rule with { NoRun = noRun };
    }

    // Where the level is not given it is the first one that has all the columns: so p95_latency alone is enough. Of
    // custom metrics only the rows can tell: the rule is then on operators, or else on stages.
    private AlertRule WithCondition(AlertRule rule, AlertLevel[] levels)
    {
        ConditionException? unknown = null;
        AlertRule? onStages = null;
        foreach (AlertLevel level in levels)
        {
            try
            {
                Condition condition = ConditionParser.Parse(rule.Text, level, _patterns.Name);
                rule = rule with
                {
                    Level = level,
                    Condition = condition,
                    CustomMetrics = [.. condition.Columns.Where(column => column.IsCustomMetric)],
                    OnStages = onStages,
                };
                if (level != AlertLevel.Stage || rule.CustomMetrics.Count == 0)
                {
                    return rule;
                }

                onStages = rule;
            }
            catch (ConditionException e) when (e.IsUnknownColumn)
            {
                unknown ??= e;
            }
        }

        return onStages ?? throw unknown!;
    }

    /// <summary>The levels that the rule may be at: the one given, else those that have what it filters by.</summary>
    private AlertLevel[] Levels()
    {
        string? filter = Array.Find(s_filters, key => _item.Find(key) is not null);
        AlertLevel highest = filter switch
        {
            null => AlertLevel.Run,
            "stage" => AlertLevel.Stage,
            _ => AlertLevel.Operator,
        };
        if (_item.Find("level") is not { } level)
        {
            return [.. Enum.GetValues<AlertLevel>().Where(level => level >= highest)];
        }

        var given = (AlertLevel)Array.IndexOf(s_levels, Choice("level", s_levels));
        if (given < highest)
        {
            _problems.Add(level, $"expected {s_levels[(int)highest]}, because the rule has the key '{filter}'");
        }

        return [given];
    }

    private string? Text(string key) =>
        _item.Find(key) is { } value ? _problems.Try(() => value.Text()) : null;

    private string Choice(string key, params string[] choices)
    {
        if (_item.Find(key) is not { } value)
        {
            return choices[0];
        }

        string expected = $"{string.Join(", ", choices[..^1])} or {choices[^1]}";
        return _problems.Try(() => value.Text(expected).ToLowerInvariant() is var text && choices.Contains(text)
            ? text
            : throw value.Unexpected(expected)) ?? choices[0];
    }

    private Func<string, bool>? Pattern(string key) =>
        Text(key) is { } pattern
            ? _problems.Try(
                () => _patterns.Name(pattern) ?? throw _item.Find(key)!.Value.Unexpected("a wildcard pattern"))
            : null;

    private Func<JsonMap?, bool>? Tags()
    {
        if (_item.Find("tag") is not { } value)
        {
            return null;
        }

        bool isFilter = value.Node switch
        {
            ConfigMap map => map.Entries.All(entry =>
                entry.Value is ConfigScalar { Value: not null } tag && _patterns.Name(tag.Text) is not null),
            ConfigList list => list.Items.All(name => name is ConfigScalar { Value: string }),
            _ => true,
        };
        return _problems.Try(() => isFilter
            ? _patterns.Tags(value.Node is ConfigScalar ? value.Text("a tag's name") : value.Node.ToPlain())
            : throw value.Unexpected("names of tags, or a mapping of names and patterns"));
    }
}
