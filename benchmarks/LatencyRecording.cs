using System.Diagnostics.Metrics;
using BenchmarkDotNet.Attributes;
using HdrHistogram;
using MdfMetrics.Latency;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using Prometheus;

namespace MdfMetrics.Benchmarks;

/// <summary>The time to record one latency, beside the histograms that .NET programs use.</summary>
[MemoryDiagnoser]
[ShortRunJob]
public class LatencyRecording
{
    private const int Records = 1 << 16;
    private const string MeterName = "mdf.benchmarks";

    private readonly double[] _seconds = new double[Records];
    private readonly LatencyRecorder _recorder = new();
    private readonly LongHistogram _hdr = new(1, 3_600_000_000_000, 3);
    private readonly Summary _summary = global::Prometheus.Metrics
        .WithCustomRegistry(global::Prometheus.Metrics.NewCustomRegistry())
        .CreateSummary("latency", "A summary.", new SummaryConfiguration
        {
            Objectives = [new(0.5, 0.05), new(0.95, 0.01), new(0.99, 0.001)],
        });

    // A histogram aggregates only while a provider listens to its meter.
    private static readonly Meter s_meter = new(MeterName);
    private static readonly Histogram<double> s_exponential = s_meter.CreateHistogram<double>("latency");
    private readonly MeterProvider _provider = Sdk.CreateMeterProviderBuilder()
        .AddMeter(MeterName)
        .AddView("latency", new Base2ExponentialBucketHistogramConfiguration())
        .AddReader(new BaseExportingMetricReader(new NoExporter()))
        .Build();

    [GlobalSetup]
    public void Generate()
    {
        for (int i = 0; i < Records; i++)
        {
            _seconds[i] = LatencyValues.Lognormal(sigma: 1);
        }
    }

    [GlobalCleanup]
    public void StopListening() => _provider.Dispose();

    [Benchmark(Baseline = true, OperationsPerInvoke = Records)]
    public void MdfMetrics()
    {
        foreach (double seconds in _seconds)
        {
            _recorder.Record(seconds);
        }
    }

    [Benchmark(OperationsPerInvoke = Records)]
    public void HdrHistogram()
    {
        foreach (double seconds in _seconds)
        {
            _hdr.RecordValue((long)(seconds * 1e9));
        }
    }

    [Benchmark(OperationsPerInvoke = Records)]
    public void OpenTelemetryExponential()
    {
        foreach (double seconds in _seconds)
        {
            s_exponential.Record(seconds);
        }
    }

    [Benchmark(OperationsPerInvoke = Records)]
    public void PrometheusSummary()
    {
        foreach (double seconds in _seconds)
        {
            _summary.Observe(seconds);
        }
    }

    private sealed class NoExporter : BaseExporter<Metric>
    {
        public override ExportResult Export(in Batch<Metric> batch) => ExportResult.Success;
    }
}
