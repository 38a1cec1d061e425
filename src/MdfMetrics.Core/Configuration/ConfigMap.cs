using System.Collections.Specialized;

namespace MdfMetrics.Configuration;

/// <summary>A mapping; keys are unique and keep their order.</summary>
internal sealed class ConfigMap(IReadOnlyList<ConfigEntry> entries, ConfigPosition position) : ConfigNode(position)
{
    /// <summary>The entries in order.</summary>
    public IReadOnlyList<ConfigEntry> Entries { get; } = entries;

    public override ConfigExtent Extent { get; } = entries.Aggregate(
        new ConfigExtent(1, 0, 1),
        (sum, entry) => sum.With(entry.Value.Extent, entry.Key.Length));

    public override string Description => "a mapping";

    /// <summary>
    /// The value of a key, found without regard to case as in a PowerShell hashtable; null when absent.
    /// </summary>
    public ConfigNode? Find(string key) =>
        Entries.FirstOrDefault(entry => entry.Key.Equals(key, StringComparison.OrdinalIgnoreCase))?.Value;

    public override object ToPlain(bool asWritten = false)
    {
        var items = new OrderedDictionary(Entries.Count, StringComparer.Ordinal);
        foreach (ConfigEntry entry in Entries)
        {
            items[entry.Key] = entry.Value.ToPlain(asWritten);
        }

        return items;
    }
}
