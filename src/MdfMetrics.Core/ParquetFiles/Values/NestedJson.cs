using System.Collections.Specialized;
using System.Globalization;
using Parquet.Meta;

namespace MdfMetrics.ParquetFiles.Values;

/// <summary>
/// STRUCT and MAP columns, as engines make of JSON that they understood, as the text of JSON objects. A member that is
/// NULL is left out of a STRUCT, which has the members of all rows; in a MAP it is null.
/// </summary>
internal static class NestedJson
{
    /// <summary>Reads the objects that are wanted, in order.</summary>
    /// <param name="source">The column; one that has no columns of its own holds texts.</param>
    /// <param name="isWanted">Whether the object of a row is wanted.</param>
    /// <param name="put">Takes a row's text; not called for NULL.</param>
    public static ValueTask ReadAsync(ColumnSource source, Func<int, bool> isWanted, Action<int, string> put)
    {
        if (source.Parts.Count == 0)
        {
            return TextValues.ReadAsync(source, isWanted, put);
        }

        var rows = new object?[source.Rows];
        foreach (ColumnSource part in source.Parts)
        {
            new NestedPart(part, rows).Read();
        }

        for (int i = 0; i < rows.Length; i++)
        {
            if (isWanted(i) && Plain(rows[i]) is { } value)
            {
                string text = JsonValues.Text(value);
                source.Text.Take(text.Length);
                put(i, text);
            }
        }

        return default;
    }

    private static object? Plain(object? value) => value switch
    {
        NestedGroup { Element.ConvertedType: ConvertedType.MAP or ConvertedType.MAP_KEY_VALUE } map => Map(map),
        NestedGroup { Element.LogicalType.MAP: not null } map => Map(map),
        NestedGroup { Element.ConvertedType: ConvertedType.LIST } list => Items(list),
        NestedGroup { Element.LogicalType.LIST: not null } list => Items(list),
        NestedGroup members => Struct(members),
        List<object?> items => items.Select(Plain).ToArray(),
        _ => value,
    };

    private static OrderedDictionary Struct(NestedGroup group)
    {
        var members = new OrderedDictionary(StringComparer.Ordinal);
        foreach ((string name, object? member) in group)
        {
            if (member is not null)
            {
                members[name] = Plain(member);
            }
        }

        return members;
    }

    private static OrderedDictionary Map(NestedGroup group)
    {
        var members = new OrderedDictionary(StringComparer.Ordinal);
        foreach (NestedGroup pair in Repeated(group).OfType<NestedGroup>())
        {
            object?[] parts = [.. pair.Values];
            string? key = Convert.ToString(parts[0], CultureInfo.InvariantCulture);
            members[key ?? string.Empty] = parts.Length > 1 ? Plain(parts[1]) : null;
        }

        return members;
    }

    /// <summary>The items of a list, which lie one level deeper in a group with one member.</summary>
    private static object?[] Items(NestedGroup group) =>
    [
        .. Repeated(group).Select(item => Plain(
            item is NestedGroup { Count: 1, Element.RepetitionType: FieldRepetitionType.REPEATED } inner
                ? inner.Values.First()
                : item)),
    ];

    private static List<object?> Repeated(NestedGroup group) =>
        group.Values.OfType<List<object?>>().FirstOrDefault() ?? [];
}
