using System.Collections;
using System.Globalization;

namespace MdfMetrics.Configuration;

/// <summary>Builds the same tree from dictionaries and lists, as a PowerShell user types them.</summary>
internal sealed class DictionaryTree(string name)
{
    private readonly ConfigBudget _budget = new(name);

    /// <summary>The tree of a dictionary.</summary>
    /// <exception cref="MetricsException">
    /// ConfigInvalid for one that is too large, too deep or contains itself.
    /// </exception>
    public ConfigMap Read(IDictionary values) => Map(values, 0);

    private ConfigNode Node(object? value, int depth) => value switch
    {
        IDictionary dictionary => Map(dictionary, depth),
        string text => Scalar(text, text, depth),
        IEnumerable list => List(list, depth),
        double or float => Scalar(Convert.ToDouble(value, CultureInfo.InvariantCulture), Text(value), depth),
        DateTime time => Scalar(time.ToString("O", CultureInfo.InvariantCulture), depth),
        // Numbers, booleans, enums, and what wraps them: their text means what it would mean in a file.
        _ => Scalar(YamlScalars.Resolve(Text(value)), Text(value), depth),
    };

    private static string Text(object? value) => Convert.ToString(value, CultureInfo.InvariantCulture) ?? string.Empty;

    private ConfigScalar Scalar(string text, int depth) => Scalar(text, text, depth);

    private ConfigScalar Scalar(object? value, string text, int depth)
    {
        var scalar = new ConfigScalar(value, text, default);
        _budget.Spend(scalar.Extent, depth, default);
        return scalar;
    }

    private ConfigList List(IEnumerable values, int depth)
    {
        _budget.Spend(new ConfigExtent(1, 0, 1), depth, default);
        return new ConfigList([.. values.Cast<object?>().Select(item => Node(item, depth + 1))], default);
    }

    private ConfigMap Map(IDictionary values, int depth)
    {
        _budget.Spend(new ConfigExtent(1, 0, 1), depth, default);
        IEnumerable<DictionaryEntry> items = Entries(values);
        if (values is Hashtable)
        {
            // Its order differs from process to process, and the snapshot of one configuration should not.
            items = items.OrderBy(item => Text(item.Key), StringComparer.Ordinal);
        }

        return new ConfigMap(
            [.. items.Select(item => new ConfigEntry(Text(item.Key), default, Node(item.Value, depth + 1)))],
            default);
    }

    private static IEnumerable<DictionaryEntry> Entries(IDictionary values)
    {
        IDictionaryEnumerator enumerator = values.GetEnumerator();
        while (enumerator.MoveNext())
        {
            yield return enumerator.Entry;
        }
    }
}
