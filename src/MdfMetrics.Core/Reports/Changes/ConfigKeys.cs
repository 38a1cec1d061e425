using System.Collections;

namespace MdfMetrics.Reports.Changes;

/// <summary>The keys of a configuration as paths, <c>executor.batch_size</c>, with their values as text.</summary>
internal static class ConfigKeys
{
    public static Dictionary<string, string> Of(JsonMap? config)
    {
        var keys = new Dictionary<string, string>(StringComparer.Ordinal);
        if (config is not null)
        {
            AddMembers(string.Empty, config, keys);
        }

        return keys;
    }

    private static void Add(string path, object? value, Dictionary<string, string> keys)
    {
        switch (value)
        {
            case IDictionary { Count: > 0 } members:
                AddMembers($"{path}.", members, keys);
                break;
            case IList { Count: > 0 } items:
                for (int i = 0; i < items.Count; i++)
                {
                    Add($"{path}[{i}]", items[i], keys);
                }

                break;
            default:
                keys[path] = value as string ?? (value is null ? "null" : JsonValues.Text(value));
                break;
        }
    }

    private static void AddMembers(string prefix, IDictionary members, Dictionary<string, string> keys)
    {
        foreach (DictionaryEntry member in members)
        {
            Add(Invariant($"{prefix}{member.Key}"), member.Value, keys);
        }
    }
}
