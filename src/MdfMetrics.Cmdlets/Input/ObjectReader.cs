using System.Management.Automation;
using MdfMetrics.Records;

namespace MdfMetrics.Cmdlets.Input;

/// <summary>Reads columns of whatever PowerShell has them in: live, or what a job, JSON or CSV left.</summary>
/// <param name="find">The value of a column, as PowerShell gives it; null where there is none.</param>
internal sealed class ObjectReader(Func<string, object?> find) : IColumnReader
{
    /// <summary>Reads the properties of an object.</summary>
    public ObjectReader(PSObject source)
        : this(column => source.Properties[column]?.Value)
    {
    }

    /// <summary>The text, or null where it is missing or empty.</summary>
    public string? GetString(string column)
    {
        string? text = Value(column) is { } value ? LanguagePrimitives.ConvertTo<string>(value) : null;
        return string.IsNullOrEmpty(text) ? null : WellFormed.Text(text);
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
                Invariant($"The column {column} is '{value}', which is no {typeof(T).Name}. ")
                    + "Give one, or leave it out.",
                value),
        };
    }

    private object? Value(string column) => CustomMetrics.Unwrap(find(column));
}
