using System.Globalization;

namespace MdfMetrics.Prometheus;

/// <summary>
/// The text format of Prometheus, as strict as the strictest reader: lines end in \n, samples have no timestamps,
/// the series of a metric stand together, and a metric without series does not appear.
/// </summary>
internal sealed class TextFormat(TextWriter text)
{
    /// <summary>A number that every reader takes, whatever this machine's language; nothing is rounded.</summary>
    public static string Number(double value) =>
        value.ToString("R", CultureInfo.InvariantCulture).Replace('E', 'e');

    public void Write<TRow>(MetricFamily<TRow> family, IReadOnlyList<Labelled<TRow>> rows)
    {
        bool isBegun = false;
        foreach ((string labels, TRow row) in rows)
        {
            foreach (SeriesValue series in family.Values(row))
            {
                if (!isBegun)
                {
                    isBegun = true;
                    text.Write($"# HELP {family.Name} {family.Help}\n# TYPE {family.Name} {family.Type}\n");
                }

                string more = series.Label is null ? string.Empty : $",{series.Label}";
                text.Write($"{family.Name}{series.Suffix}{{{labels}{more}}} {Number(series.Value)}\n");
            }
        }
    }
}
