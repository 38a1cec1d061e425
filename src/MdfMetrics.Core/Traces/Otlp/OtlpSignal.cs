namespace MdfMetrics.Traces.Otlp;

/// <summary>A kind of telemetry: each has its own address, and may have its own variables.</summary>
/// <param name="Name">As the names of environment variables have it.</param>
/// <param name="Path">Its path below the endpoint.</param>
/// <param name="Rejected">What a receiver counts those by that it did not take.</param>
internal sealed record OtlpSignal(string Name, string Path, string Rejected)
{
    public static OtlpSignal Traces { get; } = new("TRACES", "v1/traces", "rejectedSpans");

    public static OtlpSignal Metrics { get; } = new("METRICS", "v1/metrics", "rejectedDataPoints");
}
