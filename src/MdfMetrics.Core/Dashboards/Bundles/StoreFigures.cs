using System.Text.Json.Nodes;
using MdfMetrics.Storage.Reading;

namespace MdfMetrics.Dashboards.Bundles;

/// <summary>What a dashboard must know of a store's runs, for its filters and the scales of gauges.</summary>
/// <param name="Runs">How many there are.</param>
/// <param name="Fastest">The most records a second of a completed run; 0 when there is none.</param>
/// <param name="HighestPassRate">The highest pass rate of a run; 0 when there is none.</param>
internal sealed record StoreFigures(long Runs, double Fastest, double HighestPassRate)
{
    private const decimal Least = 0.001m;
    private const decimal Most = 1_000_000_000_000m;

    /// <param name="onError">Receives each file that can't be read.</param>
    public static StoreFigures Read(string store, Action<MetricsException> onError, CancellationToken token)
    {
        var figures = new StoreFigures(0, 0, 0);
        foreach (RunMetrics run in new MetricsReader(store).ReadRuns(new RunQuery(), onError, token))
        {
            figures = new StoreFigures(
                figures.Runs + 1,
                run.status == RunStatus.Completed ? Larger(figures.Fastest, run.avg_throughput) : figures.Fastest,
                Larger(figures.HighestPassRate, run.overall_pass_rate));
        }

        return figures;
    }

    /// <summary>The parameters of a chart that is a gauge: where its scale ends.</summary>
    public JsonObject Scale(string chart) => chart switch
    {
        "gauge_throughput" when Fastest > 0 => new JsonObject { ["max_val"] = RoundUp(Fastest) },
        "gauge_throughput" => new JsonObject { ["max_val"] = null },
        "gauge_pass" => PassRateScale(HighestPassRate > 100 ? RoundUp(HighestPassRate) : 100),
        _ => [],
    };

    private static JsonObject PassRateScale(decimal end) => new()
    {
        ["max_val"] = end,
        ["intervals"] = Invariant($"70,90,{end}"),
    };

    /// <summary>The least of 1, 2, 5, 10, … that a figure does not exceed.</summary>
    private static decimal RoundUp(double figure)
    {
        for (decimal power = Least; power < Most; power *= 10)
        {
            foreach (decimal step in new[] { power, 2 * power, 5 * power })
            {
                if (figure <= (double)step)
                {
                    return step / 1.0000m;
                }
            }
        }

        return Most;
    }

    private static double Larger(double one, double other) => other > one ? other : one;
}
