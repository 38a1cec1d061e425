using MdfMetrics.Traces.Otlp;

namespace MdfMetrics.Traces;

/// <summary>The body of a request: OTLP/JSON in one line.</summary>
internal static class TracePayload
{
    /// <summary>Runs as spans.</summary>
    public static ReadOnlyMemory<byte> Spans(IEnumerable<TracedRun> runs, OtlpEnvironment environment) => Write(
        "Spans",
        runs,
        environment,
        (writer, run) => new RunSpans(writer, run, environment.Parent).Write());

    /// <summary>Runs as metrics.</summary>
    public static ReadOnlyMemory<byte> Points(IEnumerable<TracedRun> runs, OtlpEnvironment environment) => Write(
        "Metrics",
        runs,
        environment,
        (writer, run) => new RunPoints(writer, run).Write());

    private static ReadOnlyMemory<byte> Write(
        string kind,
        IEnumerable<TracedRun> runs,
        OtlpEnvironment environment,
        Action<OtlpWriter, TracedRun> write)
    {
        using var writer = new OtlpWriter();
        writer.Json.WriteStartObject();
        writer.Json.WriteStartArray($"resource{kind}");
        foreach (TracedRun run in runs)
        {
            writer.Resource(kind, run.Resource(environment), () => write(writer, run));
        }

        writer.Json.WriteEndArray();
        writer.Json.WriteEndObject();
        return writer.ToBytes();
    }
}
