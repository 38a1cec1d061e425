using MdfMetrics.PastRuns;

namespace MdfMetrics.Prometheus;

/// <summary>
/// Writes the textfile that node_exporter serves, always of all that stores have: a run that died can't tell of itself.
/// </summary>
/// <param name="stores">The stores' full paths. Runs of one pipeline name are of one pipeline.</param>
/// <param name="time">The clock that tells whether runs are going on.</param>
/// <param name="onError">Receives each file that can't be read.</param>
/// <param name="onWarning">Receives what the textfile lacks.</param>
public sealed class PrometheusExporter(
    IReadOnlyList<string> stores,
    PrometheusOptions options,
    TimeProvider time,
    Action<MetricsException> onError,
    Action<string> onWarning,
    CancellationToken token)
{
    private const int MostReadings = 3;

    /// <summary>Writes the textfile in the place of the one that may be there: whole, or not at all.</summary>
    /// <param name="path">The full path.</param>
    /// <returns>How many series it has; 0: the stores have no run, and nothing was written.</returns>
    /// <exception cref="MetricsException">StoreNotFound, InvalidPath, InvalidName, PrometheusNotWritable</exception>
    public long Write(string path)
    {
        var file = new Textfile(path, options.FileMode);
        file.Check();
        for (int reading = 1; ; reading++)
        {
            (DateTime, long) before = file.Stamp;
            Exposition series = Read();
            if (series.Count == 0)
            {
                onWarning($"There is no run to tell of in {string.Join(", ", stores)}: '{path}' is not written.");
                return 0;
            }

            // Who wrote it meanwhile may have seen a run that was not there yet when this reading began.
            if (file.Replace(series.Write, () => reading == MostReadings || file.Stamp == before))
            {
                Tell(series);
                return series.Count;
            }
        }
    }

    private Exposition Read()
    {
        var pipelines = new PipelineStates(options.PipelineMatches, onError);
        foreach (string store in stores)
        {
            pipelines.AddStore(store, time, token);
        }

        return new Exposition(pipelines.All, options, new RunRows(onError, token));
    }

    private void Tell(Exposition series)
    {
        foreach (ISeriesLevel level in series.LeftOut)
        {
            onWarning(Invariant($"The {level.Count:N0} series of {Name(level)} are left out: with them there would be ")
                + Invariant($"more than {options.MaxSeries:N0}. Every scrape reads them all; -MaxSeries allows more, ")
                + "-PipelineName takes fewer pipelines.");
        }

        if (series.Count > options.MaxSeries)
        {
            onWarning(Invariant($"There are {series.Count:N0} series of runs, more than {options.MaxSeries:N0}: all ")
                + "are written. Too many pipelines have names of their own; -PipelineName takes fewer.");
        }
    }

    private static string Name(ISeriesLevel level) =>
        level.Level == PrometheusLevel.Operator ? "operators" : "stages";
}
