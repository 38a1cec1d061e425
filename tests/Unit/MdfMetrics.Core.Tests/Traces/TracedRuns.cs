using MdfMetrics.PastRuns;
using MdfMetrics.Traces;
using MdfMetrics.Traces.Otlp;

namespace MdfMetrics.Tests.Traces;

/// <summary>What is sent of runs.</summary>
internal static class TracedRuns
{
    public static string Spans(RunMetrics run, params (string Name, string Value)[] environment) =>
        Text(TracePayload.Spans([Read(run)], Of(environment)));

    public static string Points(RunMetrics run, params (string Name, string Value)[] environment) =>
        Text(TracePayload.Points([Read(run)], Of(environment)));

    public static TracedRun Read(RunMetrics run) =>
        TracedRun.Read(run, new RunRows(error => Assert.Fail(error.Message), default));

    public static OtlpEnvironment Of(params (string Name, string Value)[] environment) =>
        new(name => Array.Find(environment, variable => variable.Name == name).Value);

    private static string Text(ReadOnlyMemory<byte> json) => System.Text.Encoding.UTF8.GetString(json.Span);
}
