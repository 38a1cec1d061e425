using System.Collections;
using System.IO.Enumeration;
using MdfMetrics.Alerts;

namespace MdfMetrics.Tests.Alerts;

/// <summary>Reads rules as the cmdlet does, with the wildcards of .NET in place of PowerShell's.</summary>
internal static class Rules
{
    private static readonly AlertPatterns s_patterns = new(
        pattern => name => FileSystemName.MatchesSimpleExpression(pattern, name),
        tags => found => tags switch
        {
            IDictionary wanted => wanted.Keys.Cast<object>().All(key => Equals(found?[key], wanted[key])),
            string name => found?.Contains(name) == true,
            _ => ((IEnumerable)tags!).Cast<object>().All(name => found?.Contains(name) == true),
        });

    /// <summary>Rules of conditions or dictionaries.</summary>
    public static IReadOnlyList<AlertRule> Of(params object[] rules) => AlertRules.From(rules, s_patterns);

    /// <summary>A rule of keys and values.</summary>
    public static Hashtable Rule(params (string Key, object Value)[] entries)
    {
        var rule = new Hashtable();
        foreach ((string key, object value) in entries)
        {
            rule[key] = value;
        }

        return rule;
    }

    /// <summary>Rules of YAML text, through a file.</summary>
    public static IReadOnlyList<AlertRule> Load(string yaml)
    {
        string path = Path.Combine(Path.GetTempPath(), $"mdf-{Guid.NewGuid():N}.yaml");
        File.WriteAllText(path, yaml);
        try
        {
            return LoadFile(path);
        }
        catch (MetricsException e)
        {
            string message = e.Message.Replace(path, "alerts.yaml", StringComparison.Ordinal);
            throw new MetricsException(e.Error, message, e.Target);
        }
        finally
        {
            File.Delete(path);
        }
    }

    /// <summary>Rules of a YAML file.</summary>
    public static IReadOnlyList<AlertRule> LoadFile(string path) => AlertRules.Load(path, s_patterns);

    /// <summary>The lines that tell what is wrong.</summary>
    public static string[] Complaints(Action read)
    {
        var exception = Assert.ThrowsAny<MetricsException>(read);
        Assert.Equal(MetricsError.ConfigInvalid, exception.Error);
        return exception.Message.Split('\n');
    }
}
