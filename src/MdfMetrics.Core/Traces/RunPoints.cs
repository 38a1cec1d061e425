using System.Globalization;
using MdfMetrics.Latency;
using MdfMetrics.Traces.Otlp;

namespace MdfMetrics.Traces;

/// <summary>
/// Writes a run's figures as metrics, each one point at the run's end; latencies as exponential histograms. In
/// Prometheus they have the names of the textfile. Of a run's id there is nothing: it would make each run new series.
/// </summary>
internal sealed class RunPoints(OtlpWriter writer, TracedRun traced)
{
    private const int Cumulative = 2;
    private const double Percent = 100;

    private readonly RunMetrics _run = traced.Run;

    public void Write()
    {
        Gauge("mdf.run.duration", "s", _run.duration);
        if (_run.status == RunStatus.Completed)
        {
            Gauge("mdf.run.last_success.timestamp", "s", traced.End.ToSeconds());
        }

        Gauge("mdf.run.pass_ratio", "1", _run.overall_pass_rate / Percent);
        Gauge("mdf.run.input_records", "{record}", _run.total_input_records);
        Gauge("mdf.run.output_records", "{record}", _run.total_output_records);
        Gauge("mdf.run.errors", "{error}", _run.total_errors);
        OperatorMetrics[] measured = [.. traced.Operators.Where(row => row.Latencies is { Count: > 0 })];
        if (measured.Length > 0)
        {
            Histograms(measured);
        }
    }

    private void Gauge(string name, string unit, double value)
    {
        if (double.IsFinite(value))
        {
            Gauge(name, unit, () => writer.Json.WriteNumber("asDouble", value));
        }
    }

    private void Gauge(string name, string unit, long value) => Gauge(name, unit, () => writer.Whole("asInt", value));

    private void Gauge(string name, string unit, Action writeValue)
    {
        Begin(name, unit, "gauge");
        writer.Json.WriteStartArray("dataPoints");
        writer.Json.WriteStartObject();
        writer.Attributes(() => writer.Attribute("pipeline", _run.pipeline_name ?? string.Empty));
        writer.Time("timeUnixNano", traced.End);
        writeValue();
        writer.Json.WriteEndObject();
        End();
    }

    private void Histograms(OperatorMetrics[] rows)
    {
        Begin("mdf.operator.latency", "s", "exponentialHistogram");
        writer.Json.WriteNumber("aggregationTemporality", Cumulative);
        writer.Json.WriteStartArray("dataPoints");
        foreach (OperatorMetrics row in rows)
        {
            Histogram(row, row.Latencies!);
        }

        End();
    }

    private void Histogram(OperatorMetrics row, LatencyDistribution latencies)
    {
        writer.Json.WriteStartObject();
        writer.Attributes(() =>
        {
            writer.Attribute("pipeline", _run.pipeline_name ?? string.Empty);
            writer.Attribute("stage", row.stage_name);
            writer.Attribute("operator", row.operator_name);
        });
        writer.Time("startTimeUnixNano", traced.Start);
        writer.Time("timeUnixNano", traced.End);
        writer.Whole("count", latencies.Count);
        if (double.IsFinite(row.avg_latency))
        {
            writer.Json.WriteNumber("sum", row.avg_latency * latencies.Count);
        }

        writer.Json.WriteNumber("scale", latencies.Scale);
        writer.Whole("zeroCount", latencies.ZeroCount);
        if (latencies.BucketIndexes.Length > 0)
        {
            Buckets(latencies);
        }

        writer.Json.WriteNumber("min", latencies.Min);
        writer.Json.WriteNumber("max", latencies.Max);
        writer.Json.WriteEndObject();
    }

    /// <summary>All from the first that is not empty to the last. OpenTelemetry's bucket i - 1 is ours i.</summary>
    private void Buckets(LatencyDistribution latencies)
    {
        ReadOnlySpan<int> indexes = latencies.BucketIndexes;
        writer.Json.WriteStartObject("positive");
        writer.Json.WriteNumber("offset", indexes[0] - 1);
        writer.Json.WriteStartArray("bucketCounts");
        int next = indexes[0];
        for (int i = 0; i < indexes.Length; i++, next++)
        {
            for (; next < indexes[i]; next++)
            {
                writer.Json.WriteStringValue("0");
            }

            writer.Json.WriteStringValue(latencies.BucketCounts[i].ToString(CultureInfo.InvariantCulture));
        }

        writer.Json.WriteEndArray();
        writer.Json.WriteEndObject();
    }

    private void Begin(string name, string unit, string kind)
    {
        writer.Json.WriteStartObject();
        writer.Json.WriteString("name", name);
        writer.Json.WriteString("unit", unit);
        writer.Json.WriteStartObject(kind);
    }

    private void End()
    {
        writer.Json.WriteEndArray();
        writer.Json.WriteEndObject();
        writer.Json.WriteEndObject();
    }
}
