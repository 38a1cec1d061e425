using System.Collections;
using System.Globalization;
using MdfMetrics.Reports.Words;

namespace MdfMetrics.Reports.Runs;

/// <summary>Where and by what a run ran, as names and values.</summary>
internal static class ContextLines
{
    private static readonly (string Key, string Name)[] s_first =
    [
        ("user", "User"),
        ("script", "Script"),
        ("git_commit", "Git commit"),
        ("powershell_version", "PowerShell"),
        ("module_version", "MdfMetrics"),
        ("attempt", "Attempt"),
        ("attempt_of", "Attempt of"),
    ];

    public static IReadOnlyList<string[]> Of(RunMetrics run)
    {
        var lines = new List<string[]>();
        Add("Host", run.host);
        foreach ((string key, string name) in s_first)
        {
            Add(name, run.context?[key]);
        }

        foreach (DictionaryEntry entry in run.context ?? new Hashtable() as IDictionary)
        {
            string key = entry.Key.ToString()!;
            if (!Array.Exists(s_first, first => first.Key == key))
            {
                (string name, object? value) = Worded(key, entry.Value);
                Add(name, value);
            }
        }

        return lines;

        void Add(string name, object? value)
        {
            if (Text(value) is { Length: > 0 } text)
            {
                lines.Add([name, text]);
            }
        }
    }

    private static (string Name, object? Value) Worded(string key, object? value) => (key, value) switch
    {
        ("cpu_seconds", long or double) => ("CPU time", Spoken.Duration(Number(value))),
        ("peak_memory_bytes", long or double) => ("Peak memory", Spoken.Bytes(Number(value))),
        ("gc_collections", IList { Count: > 0 } counts) =>
            ("Garbage collections", $"{string.Join(" / ", counts.Cast<object>())} (generations {
                string.Join(", ", Enumerable.Range(0, counts.Count))})"),
        ("process_id", _) => ("Process", value),
        _ => (key, value),
    };

    private static double Number(object? value) => Convert.ToDouble(value, CultureInfo.InvariantCulture);

    private static string? Text(object? value) => value switch
    {
        null => null,
        string text => text,
        _ => JsonValues.Text(value),
    };
}
