using System.Globalization;
using MdfMetrics.Records;

namespace MdfMetrics.Alerts.Conditions;

/// <summary>A column that conditions can name.</summary>
/// <param name="Name">Its name as it is written in conditions.</param>
/// <param name="Kind">What it holds.</param>
/// <param name="Read">Its value in a row of its level; null or NaN where there is none.</param>
internal sealed record AlertColumn(string Name, ColumnKind Kind, Func<object, object?> Read)
{
    /// <summary>Whether it is a figure of the user's own.</summary>
    public bool IsCustomMetric => Name.StartsWith("custom_metrics.", StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether a row has a value.</summary>
    public bool IsIn(object row) => Read(row) is not null;

    /// <summary>The value as a number; NaN where there is none.</summary>
    public double Number(object row) => Read(row) switch
    {
        string text => double.TryParse(text, CultureInfo.InvariantCulture, out double number) ? number : double.NaN,
        IConvertible value and not bool => Convert.ToDouble(value, CultureInfo.InvariantCulture),
        _ => double.NaN,
    };

    /// <summary>The value as text; null where there is none.</summary>
    public string? Text(object row) => Read(row) switch
    {
        double.NaN => null,
        bool value => value ? "true" : "false",
        IConvertible value => value.ToString(CultureInfo.InvariantCulture),
        _ => null,
    };
}
