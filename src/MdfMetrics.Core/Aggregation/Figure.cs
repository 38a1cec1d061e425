namespace MdfMetrics.Aggregation;

/// <summary>The rules for figures that users give: NaN and infinity are «not given», nothing is negative.</summary>
internal static class Figure
{
    public static double? Given(double? value) => value is { } number && double.IsFinite(number) ? number : null;

    /// <exception cref="MetricsException">InvalidMetric.</exception>
    public static double? NotNegative(double? value, string name) => Given(value) switch
    {
        < 0 => throw Negative(name, value),
        var number => number,
    };

    /// <exception cref="MetricsException">InvalidMetric.</exception>
    public static long? Count(long? value, string name) => value < 0 ? throw Negative(name, value) : value;

    private static MetricsException Negative(string name, object? value) =>
        new(MetricsError.InvalidMetric, $"{name} is {value}; it can't be negative.", value);
}
