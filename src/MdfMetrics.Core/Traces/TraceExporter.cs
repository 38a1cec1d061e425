using MdfMetrics.PastRuns;
using MdfMetrics.Traces.Otlp;

namespace MdfMetrics.Traces;

/// <summary>Sends runs that have ended to a receiver of OTLP, one request each and signal.</summary>
/// <param name="onWarning">Receives what a receiver did not take of a request.</param>
internal sealed class TraceExporter(
    OtlpEnvironment environment,
    TimeProvider time,
    Action<string> onWarning) : IDisposable
{
    private readonly OtlpSender _sender = new(time);

    /// <summary>Whether figures go along as metrics.</summary>
    public bool HasMetrics { get; init; }

    /// <summary>Whether nobody answers there: the next run would only wait, too.</summary>
    public bool HasGivenUp => _sender.HasGivenUp;

    public void Dispose() => _sender.Dispose();

    /// <summary>Sends a run.</summary>
    /// <param name="rows">Has, or reads, what belongs to it.</param>
    /// <returns>The id of its trace.</returns>
    /// <exception cref="MetricsException">
    /// TraceNotSent; InvalidParameters: an address or a header that can't be; InvalidMetric: no run that has ended.
    /// </exception>
    public string Send(RunMetrics run, RunRows rows, CancellationToken token)
    {
        TracedRun[] traced = [TracedRun.Read(run, rows)];
        Send(run, OtlpSignal.Traces, TracePayload.Spans(traced, environment), token);
        if (HasMetrics)
        {
            Send(run, OtlpSignal.Metrics, TracePayload.Points(traced, environment), token);
        }

        return environment.Parent?.TraceId ?? TraceIds.Trace(run.run_id);
    }

    private void Send(RunMetrics run, OtlpSignal signal, ReadOnlyMemory<byte> payload, CancellationToken token)
    {
        OtlpTarget target = environment.Target(signal);
        try
        {
            if (_sender.Send(target, signal, payload, token) is { } partial)
            {
                onWarning($"'{target.Shown}' did not take all of the run '{run.run_id}': {partial}");
            }
        }
        catch (MetricsException e) when (e.Error == MetricsError.TraceNotSent)
        {
            throw new MetricsException(e.Error, $"The run '{run.run_id}' is not sent: {e.Message}", run.run_id, e);
        }
    }
}
