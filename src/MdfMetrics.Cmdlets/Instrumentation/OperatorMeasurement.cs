using System.Collections;
using System.Management.Automation.Runspaces;
using MdfMetrics.Cmdlets.Session;
using MdfMetrics.Collection;
using MdfMetrics.Runs;

namespace MdfMetrics.Cmdlets.Instrumentation;

/// <summary>One operator being measured: finds the run, stage and worker that it counts for.</summary>
internal sealed class OperatorMeasurement
{
    private readonly LiveRun? _run;
    private bool _closed;

    private OperatorMeasurement(LiveRun? run, OperatorRecorder recorder)
    {
        _run = run;
        Recorder = recorder;
    }

    /// <summary>Counts for the run; for nothing when the run is disabled.</summary>
    public OperatorRecorder Recorder { get; }

    /// <summary>False when the run is disabled.</summary>
    public bool IsRecorded => _run is not null;

    /// <exception cref="MetricsException">NoCurrentRun, StageNotEntered, InvalidName, RunStopped.</exception>
    public static OperatorMeasurement Open(RunHandle? handle, string? stageName, string name, string? workerId)
    {
        LiveRun run = RunspaceSession.Current.RequireRun(handle);
        if (!run.Options.Enabled)
        {
            return new OperatorMeasurement(null, OperatorRecorder.Detached());
        }

        string stage = RunspaceSession.Current.RequireStage(run, stageName);
        string worker = workerId ?? run.Workers.For(Runspace.DefaultRunspace);
        return new OperatorMeasurement(run, run.Collector.OpenOperator(stage, name, worker));
    }

    /// <summary>Commits the row, once.</summary>
    public void Close(IDictionary? customMetrics)
    {
        if (_run is null || _closed)
        {
            return;
        }

        _closed = true;
        _run.Collector.CloseOperator(Recorder, CustomMetrics.From(customMetrics, _run.Options));
    }
}
