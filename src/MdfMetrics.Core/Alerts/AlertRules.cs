using System.Collections.Specialized;
using MdfMetrics.Configuration;

namespace MdfMetrics.Alerts;

/// <summary>Reads the rules of a YAML file or of objects, and tells everything that is wrong at once.</summary>
internal static class AlertRules
{
    private const string Rules = "rules";

    /// <summary>The rules of a YAML file: a list under the key rules.</summary>
    /// <exception cref="MetricsException">
    /// ConfigNotFound; ConfigInvalid with a line for each thing wrong, as <c>file(line,column): …</c>.
    /// </exception>
    public static IReadOnlyList<AlertRule> Load(string fullPath, AlertPatterns patterns) =>
        Read(ConfigDocument.Load(fullPath, Rules), patterns);

    /// <summary>The rules of dictionaries, or of conditions alone.</summary>
    /// <exception cref="MetricsException">ConfigInvalid with a line for each thing wrong.</exception>
    public static IReadOnlyList<AlertRule> From(IReadOnlyList<object?> rules, AlertPatterns patterns) =>
        Read(ConfigDocument.FromDictionary(new OrderedDictionary { [Rules] = rules }, "-Rule"), patterns);

    private static List<AlertRule> Read(ConfigDocument document, AlertPatterns patterns)
    {
        ConfigValue root = document.Root;
        ConfigValue list = root.Find(Rules) ?? throw root.Unexpected("the key 'rules' with a list");
        var problems = new ConfigProblems(root.Document);
        foreach ((ConfigEntry entry, ConfigValue value) in root.Entries())
        {
            if (!entry.Key.Equals(Rules, StringComparison.OrdinalIgnoreCase))
            {
                problems.Add(value, "only 'rules' belongs at the top");
            }
        }

        var rules = new List<AlertRule>();
        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (ConfigValue item in list.Items())
        {
            if (new AlertRuleReader(item, patterns, problems).Read() is not { } rule)
            {
                continue;
            }

            rules.Add(rule);
            if (!names.Add(rule.Name))
            {
                problems.Add(item, $"another rule is named '{rule.Name}' already");
            }
        }

        problems.ThrowIfAny();
        return rules.Count > 0 ? rules : throw list.Unexpected("at least one rule");
    }
}
