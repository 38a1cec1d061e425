using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Runspaces;
using MdfMetrics.Cmdlets.Errors;
using MdfMetrics.Cmdlets.Input;
using MdfMetrics.Cmdlets.Session;
using MdfMetrics.Collection;
using MdfMetrics.Runs;

namespace MdfMetrics.Cmdlets.Measuring;

/// <summary>An operator that is open in a run: finds the run, stage and worker that it counts for.</summary>
internal sealed class OperatorScope
{
    private readonly LiveRun? _run;
    private bool _closed;

    private OperatorScope(LiveRun? run, OperatorRecorder recorder)
    {
        _run = run;
        Recorder = recorder;
    }

    /// <summary>Counts for the run; for nothing when the run is disabled, or there is none.</summary>
    public OperatorRecorder Recorder { get; }

    /// <summary>
    /// Begins to measure for a cmdlet, which is told when that can't be, or not under this name: NoCurrentRun,
    /// StageNotEntered, InvalidName, InvalidParameters and RunStopped are errors of the metrics, and the operator's
    /// work goes on.
    /// </summary>
    public static OperatorScope Open(
        PSCmdlet cmdlet,
        RunHandle? handle,
        string? stageName,
        string name,
        string? workerId,
        string role)
    {
        cmdlet.WarnOfHalves(new[] { stageName, name, workerId });
        OperatorScope scope;
        try
        {
            cmdlet.RequireRunValue();
            scope = Open(handle, stageName, name, workerId, role);
        }
        catch (MetricsException e)
        {
            cmdlet.WriteError(e.ToErrorRecord());
            return Nowhere(role);
        }

        if (scope._run is not null && scope.Recorder.Name != WellFormed.Text(name))
        {
            cmdlet.WriteWarning($"The operator '{name}' is open already in this stage and worker: this place of the "
                + $"pipeline is measured as '{scope.Recorder.Name}'. Give it a name of its own.");
        }

        return scope;
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

    private static OperatorScope Nowhere(string role) => new(null, OperatorRecorder.Detached(role));

    private static OperatorScope Open(RunHandle? handle, string? stageName, string name, string? workerId, string role)
    {
        LiveRun run = RunspaceSession.Current.RequireRun(handle);
        if (!run.Options.Enabled)
        {
            return Nowhere(role);
        }

        string stage = RunspaceSession.Current.RequireStage(run, stageName);
        string worker = workerId ?? run.Workers.For(Runspace.DefaultRunspace);
        return new OperatorScope(run, run.Collector.OpenOperator(stage, name, worker, role));
    }
}
