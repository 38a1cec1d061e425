using MdfMetrics.Latency;
using MdfMetrics.Storage.Schema;

namespace MdfMetrics.Storage.Reading;

/// <summary>Takes the latencies of operator rows apart for the histograms dataset, and puts them back.</summary>
internal static class HistogramJoin
{
    /// <summary>One row for each operator row that has latencies.</summary>
    public static IReadOnlyList<HistogramRow> Split(IReadOnlyList<OperatorMetrics> operators) =>
        [.. operators.Where(row => row.Latencies is { Count: > 0 }).Select(row => new HistogramRow
        {
            run_id = row.run_id,
            stage_name = row.stage_name,
            operator_name = row.operator_name,
            worker_id = row.worker_id,
            timestamp = row.TimestampUtc,
            scale = row.Latencies!.Scale,
            zero_count = row.Latencies.ZeroCount,
            bucket_index = Array.ConvertAll(row.Latencies.BucketIndexes.ToArray(), index => (long)index),
            bucket_count = [.. row.Latencies.BucketCounts],
            pipeline_name = row.pipeline_name,
        })];

    /// <summary>The operator rows with their latencies; a histogram that cannot be is reported and left out.</summary>
    public static IEnumerable<OperatorMetrics> Join(
        IEnumerable<OperatorMetrics> operators,
        List<HistogramRow> histograms,
        Action<MetricsException> onError)
    {
        var byRow = new Dictionary<(string, string, string), HistogramRow>(histograms.Count);
        foreach (HistogramRow histogram in histograms)
        {
            byRow.TryAdd((histogram.stage_name, histogram.operator_name, histogram.worker_id), histogram);
        }

        foreach (OperatorMetrics row in operators)
        {
            HistogramRow? histogram = byRow.GetValueOrDefault((row.stage_name, row.operator_name, row.worker_id));
            yield return histogram is null ? row : row with { Latencies = Latencies(row, histogram, onError) };
        }
    }

    private static LatencyDistribution? Latencies(
        OperatorMetrics row,
        HistogramRow histogram,
        Action<MetricsException> onError)
    {
        try
        {
            return LatencyDistribution.FromBuckets(
                checked((int)histogram.scale),
                histogram.zero_count,
                Array.ConvertAll(histogram.bucket_index, index => checked((int)index)),
                histogram.bucket_count,
                row.min_latency,
                row.max_latency);
        }
        catch (Exception exception) when (exception is ArgumentException or OverflowException or MetricsException)
        {
            onError(new MetricsException(
                MetricsError.FileCorrupt,
                $"The histogram of operator '{row.operator_name}' on worker '{row.worker_id}' in stage "
                + $"'{row.stage_name}' of run '{row.run_id}' is left out: {exception.Message} "
                + "Test-MdfMetrics tells which file it is in.",
                row.run_id,
                exception));
            return null;
        }
    }
}
