namespace MdfMetrics.Prometheus;

/// <summary>
/// A metric. Name, type and help are parts of the format: of two files that differ in them one is hidden.
/// </summary>
/// <param name="Values">The values of a row.</param>
internal sealed record MetricFamily<TRow>(
    string Name,
    string Type,
    string Help,
    Func<TRow, IEnumerable<SeriesValue>> Values)
{
    /// <summary>A gauge of one series for each row that has a value: what is NaN is left out.</summary>
    public static MetricFamily<TRow> Gauge(string name, string help, Func<TRow, double> value) => new(
        name,
        "gauge",
        help,
        row => value(row) is var number && double.IsFinite(number) ? [new SeriesValue(number)] : []);
}
