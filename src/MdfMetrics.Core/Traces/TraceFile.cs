using MdfMetrics.Files;
using MdfMetrics.Traces.Otlp;

namespace MdfMetrics.Traces;

/// <summary>Traces as a file, as OpenTelemetry's file exporter writes it: one JSON object a line.</summary>
internal static class TraceFile
{
    /// <summary>Writes runs to a file, in the place of the one that may be there; whole or not at all.</summary>
    /// <param name="path">The full path; its folder exists.</param>
    /// <param name="hasMetrics">Whether a second line has the runs' figures.</param>
    /// <exception cref="MetricsException">TraceNotWritable</exception>
    public static void Write(
        string path,
        IReadOnlyList<TracedRun> runs,
        OtlpEnvironment environment,
        bool hasMetrics)
    {
        ReadOnlyMemory<byte> spans = TracePayload.Spans(runs, environment);
        ReadOnlyMemory<byte> points = hasMetrics ? TracePayload.Points(runs, environment) : default;
        byte[] lines = [.. spans.Span, (byte)'\n', .. points.Span, .. hasMetrics ? "\n"u8 : []];
        try
        {
            WholeFile.Replace(path, lines);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new MetricsException(
                MetricsError.TraceNotWritable,
                $"The trace can't be written to '{path}': {e.Message} Give a path that this account can write.",
                path,
                e);
        }
    }
}
