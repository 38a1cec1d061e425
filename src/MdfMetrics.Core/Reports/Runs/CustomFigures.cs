using System.Collections;
using System.Globalization;

namespace MdfMetrics.Reports.Runs;

/// <summary>The user's own figures of several rows by name; of figures inside figures the names are joined.</summary>
internal sealed class CustomFigures
{
    private readonly Dictionary<string, List<object>> _values = new(StringComparer.OrdinalIgnoreCase);

    public CustomFigures(IEnumerable<JsonMap?> rows)
    {
        foreach (JsonMap row in rows.OfType<JsonMap>())
        {
            Add(string.Empty, row);
        }
    }

    public IEnumerable<string> Names => _values.Keys;

    /// <summary>The numbers of a name; none where one of its values is none.</summary>
    public double[] Numbers(string name) =>
        _values.TryGetValue(name, out List<object>? values) && values.TrueForAll(value => value is long or double)
            ? [.. values.Select(value => Convert.ToDouble(value, CultureInfo.InvariantCulture))]
            : [];

    /// <summary>Its values that differ, as text.</summary>
    public IReadOnlyList<string> Texts(string name) =>
        [.. _values[name].Select(value => value as string ?? JsonValues.Text(value)).Distinct()];

    public int Count(string name) => _values[name].Count;

    private void Add(string prefix, IDictionary figures)
    {
        foreach (DictionaryEntry figure in figures)
        {
            string name = Invariant($"{prefix}{figure.Key}");
            if (figure.Value is IDictionary inner)
            {
                Add($"{name}.", inner);
            }
            else if (figure.Value is { } value)
            {
                (_values.TryGetValue(name, out List<object>? values) ? values : _values[name] = []).Add(value);
            }
        }
    }
}
