using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace MdfMetrics.Tests.Storage;

/// <summary>Rows as text, column by column: those of truth.json and those that were read.</summary>
internal static class ForeignRows
{
    /// <summary>Columns that are 0 in memory where a file has NULL.</summary>
    private static readonly HashSet<string> s_zeros = ["failed_records"];

    /// <summary>Rows of truth.json, in order.</summary>
    /// <param name="columns">Which columns the files have; the others are NULL.</param>
    /// <param name="change">What a writer did to a value.</param>
    public static string[] Expected(
        JsonArray rows,
        IReadOnlySet<string> columns,
        Func<string, JsonNode?, JsonNode?> change) =>
    [
        .. rows.Select(row => string.Join('\n', row!.AsObject().Select(cell =>
                $"{cell.Key}={Show(cell.Key, columns.Contains(cell.Key) ? change(cell.Key, cell.Value) : null)}")))
            .Order(StringComparer.Ordinal),
    ];

    /// <summary>Rows that were read, in order, with the columns of those of truth.json.</summary>
    public static string[] Found<TRow>(JsonArray rows, IEnumerable<TRow> found) =>
    [
        .. found.Select(row => string.Join('\n', rows[0]!.AsObject().Select(cell =>
                $"{cell.Key}={Show(typeof(TRow).GetProperty(cell.Key)!.GetValue(row))}")))
            .Order(StringComparer.Ordinal),
    ];

    private static string Show(string column, JsonNode? value) => value?.GetValueKind() switch
    {
        null => column == "status" ? RunStatus.Completed : s_zeros.Contains(column) ? "0" : "NULL",
        JsonValueKind.Number => Show(value.GetValue<double>()),
        _ => Show(value.GetValue<string>()),
    };

    private static string Show(object? value) => value switch
    {
        null or double.NaN or DateTime { Year: 1 } => "NULL",
        DateTime time => time.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture),
        double or long =>
            Convert.ToDouble(value, CultureInfo.InvariantCulture).ToString("R", CultureInfo.InvariantCulture),
        _ when value.ToString()!.StartsWith('{') => JsonNode.Parse(value.ToString()!)!.ToJsonString(),
        _ => value.ToString()!,
    };
}
