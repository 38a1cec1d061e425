using System.Management.Automation;
using MdfMetrics.Records;

namespace MdfMetrics.Cmdlets.Input;

/// <summary>Reads the columns of an object whatever it came through: live, a job, JSON or CSV.</summary>
internal sealed class ObjectReader(PSObject source) : IColumnReader
{
    public bool Has(string column) => source.Properties[column] is not null;

    /// <summary>The text, or null where it is missing or empty.</summary>
    public string? GetString(string column)
    {
        string? text = Value(column) is { } value ? LanguagePrimitives.ConvertTo<string>(value) : null;
        return string.IsNullOrEmpty(text) ? null : text;
    }

    public long? GetInt64(string column) => Convert<long>(column);

    public double? GetDouble(string column) => Convert<double>(column);

    public DateTime? GetDateTime(string column) => Convert<DateTime>(column);

    public JsonMap? GetJson(string column) => CustomMetrics.From(Value(column));

    private T? Convert<T>(string column)
        where T : struct
    {
        object? value = Value(column);
        return value switch
        {
            null or "" => null,
            _ when FigureValue.TryRead(value, typeof(T), out object? figure) => (T)figure!,
            _ => throw new MetricsException(
                MetricsError.InvalidMetric,
                $"The column {column} is '{value}', which is no {typeof(T).Name}.",
                value),
        };
    }

    private object? Value(string column) => CustomMetrics.Unwrap(source.Properties[column]?.Value);
}
