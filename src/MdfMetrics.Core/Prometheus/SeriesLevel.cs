namespace MdfMetrics.Prometheus;

/// <summary>The series of one level: its metrics, and the rows that they are of.</summary>
internal sealed class SeriesLevel<TRow>(
    PrometheusLevel level,
    IReadOnlyList<MetricFamily<TRow>> families,
    IEnumerable<Labelled<TRow>> rows) : ISeriesLevel
{
    /// <summary>A series that comes twice costs the whole textfile: of rows that are alike the first counts.</summary>
    private readonly Labelled<TRow>[] _rows = [.. rows.DistinctBy(row => row.Labels, StringComparer.Ordinal)];

    public PrometheusLevel Level => level;

    public long Count => families.Sum(family => _rows.Sum(row => (long)family.Values(row.Row).Count()));

    public void Write(TextFormat text)
    {
        foreach (MetricFamily<TRow> family in families)
        {
            text.Write(family, _rows);
        }
    }
}
