using System.Diagnostics.Metrics;
using OpenTelemetry;
using OpenTelemetry.Metrics;

namespace MdfMetrics.Tests.Traces;

/// <summary>The exponential histogram that OpenTelemetry's SDK makes of values, at scale 5.</summary>
/// <param name="Buckets">The buckets that are not empty, by their indexes.</param>
internal sealed record SdkHistogram(int Scale, long ZeroCount, IReadOnlyDictionary<int, long> Buckets)
{
    public static SdkHistogram Of(IEnumerable<double> values)
    {
        const int EnoughBuckets = 20_000;
        using var meter = new Meter($"{nameof(SdkHistogram)}.{Guid.NewGuid():N}");
        Histogram<double> histogram = meter.CreateHistogram<double>("latency");
        var exporter = new Exporter();
        using MeterProvider provider = Sdk.CreateMeterProviderBuilder()
            .AddMeter(meter.Name)
            .AddView("latency", new Base2ExponentialBucketHistogramConfiguration { MaxScale = 5, MaxSize = EnoughBuckets })
            .AddReader(new BaseExportingMetricReader(exporter))
            .Build();
        foreach (double value in values)
        {
            histogram.Record(value);
        }

        provider.ForceFlush();
        return exporter.Seen!;
    }

    private sealed class Exporter : BaseExporter<Metric>
    {
        public SdkHistogram? Seen { get; private set; }

        public override ExportResult Export(in Batch<Metric> batch)
        {
            foreach (Metric metric in batch)
            {
                foreach (ref readonly MetricPoint point in metric.GetMetricPoints())
                {
                    ExponentialHistogramData data = point.GetExponentialHistogramData();
                    var buckets = new Dictionary<int, long>();
                    int index = data.PositiveBuckets.Offset;
                    foreach (long count in data.PositiveBuckets)
                    {
                        if (count > 0)
                        {
                            buckets.Add(index, count);
                        }

                        index++;
                    }

                    Seen = new SdkHistogram(data.Scale, data.ZeroCount, buckets);
                }
            }

            return ExportResult.Success;
        }
    }
}
