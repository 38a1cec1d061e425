using System.Collections;
using System.Collections.Specialized;

namespace MdfMetrics;

/// <summary>
/// The user's own figures of several workers as one: of numbers the <see cref="NumberSummary"/>, of anything else the
/// value that all agree on who have one. Objects are merged member by member; null is no value.
/// </summary>
internal sealed class MergedMetrics
{
    /// <summary>
    /// In the place of what was not agreed on: rows are merged in steps, and a later one must not think it is.
    /// </summary>
    private static readonly object s_differing = new();

    private readonly OrderedDictionary _members = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The figures of workers, or of what was merged of them; null where none has any.</summary>
    public static JsonMap? Of(IEnumerable<JsonMap?> figures)
    {
        MergedMetrics? merged = null;
        foreach (JsonMap one in figures.OfType<JsonMap>())
        {
            merged ??= new MergedMetrics();
            merged.Add(one.Merged?._members ?? (IDictionary)one);
        }

        return merged is null ? null : JsonMap.FromMerged(merged);
    }

    /// <summary>What is written as JSON.</summary>
    public OrderedDictionary ToDictionary()
    {
        var members = new OrderedDictionary();
        foreach (DictionaryEntry member in _members)
        {
            if (member.Value != s_differing)
            {
                members[member.Key] = member.Value switch
                {
                    NumberSummary number => number.ToDictionary(),
                    MergedMetrics inner => inner.ToDictionary(),
                    var value => value,
                };
            }
        }

        return members;
    }

    private MergedMetrics Add(IDictionary figures)
    {
        foreach (DictionaryEntry figure in figures)
        {
            if (Take(figure.Value) is { } value)
            {
                _members[figure.Key] = _members[figure.Key] is { } known ? Join(known, value) : value;
            }
        }

        return this;
    }

    private static object? Take(object? value) => NumberSummary.TryOf(value) ?? value switch
    {
        IDictionary members => new MergedMetrics().Add(members),
        double => null, // Beyond what JSON can hold.
        _ => value,
    };

    private static object Join(object known, object value) => (known, value) switch
    {
        (NumberSummary a, NumberSummary b) => a.Plus(b),
        (MergedMetrics a, MergedMetrics b) => new MergedMetrics().Add(a._members).Add(b._members),
        (string or bool or Array, string or bool or Array)
            when JsonValues.Text(known) == JsonValues.Text(value) => known,
        _ => s_differing,
    };
}
