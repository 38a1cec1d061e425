using System.Collections;
using System.Diagnostics;
using System.Management.Automation;
using System.Management.Automation.Internal;
using System.Runtime.ExceptionServices;
using MdfMetrics.Cmdlets.Abstractions;
using MdfMetrics.Cmdlets.Completion;
using MdfMetrics.Cmdlets.Errors;
using MdfMetrics.Cmdlets.Instrumentation;
using MdfMetrics.Cmdlets.Session;
using MdfMetrics.Collection;

namespace MdfMetrics.Cmdlets.Commands;

/// <summary>Measure-MdfOperator: ForEach-Object, or a whole command, that counts and times.</summary>
[Cmdlet(VerbsDiagnostic.Measure, "MdfOperator", DefaultParameterSetName = ProcessSet)]
[OutputType(typeof(object))]
public sealed class MeasureMdfOperatorCommand : PSCmdlet, IBlockSink, IDisposable
{
    private const string ProcessSet = "Process";
    private const string PipelineSet = "Pipeline";

    private OperatorMeasurement? _measurement;
    private OperatorRecorder _recorder = OperatorRecorder.Detached();
    private IOperatorPipeline? _pipeline;
    private long _resumedAt;
    private long _elapsed;

    /// <summary>
    /// What came up from further down: not this operator's error, and wrapped on its way through the tail.
    /// </summary>
    private ExceptionDispatchInfo? _downstream;

    [Parameter(Mandatory = true, Position = 0)]
    [Alias("operator_name", "OperatorName")]
    [ArgumentCompleter(typeof(OperatorNameCompleter))]
    public string Name { get; set; } = string.Empty;

    [Parameter(ParameterSetName = ProcessSet, Mandatory = true, Position = 1)]
    public ScriptBlock Process { get; set; } = null!;

    [Parameter(ParameterSetName = PipelineSet, Mandatory = true)]
    public ScriptBlock? Pipeline { get; set; }

    [Parameter(ValueFromPipeline = true)]
    public PSObject? InputObject { get; set; } = AutomationNull.Value;

    [Parameter(ParameterSetName = ProcessSet)]
    public ScriptBlock? Begin { get; set; }

    [Parameter(ParameterSetName = ProcessSet)]
    public ScriptBlock? End { get; set; }

    [Parameter]
    [RunOfThisProcess]
    public RunHandle? Run { get; set; }

    [Parameter]
    [Alias("stage_name")]
    [ArgumentCompleter(typeof(StageNameCompleter))]
    public string? StageName { get; set; }

    [Parameter]
    [Alias("worker_id")]
    [ValidateNotNullOrEmpty]
    public string? WorkerId { get; set; }

    [Parameter]
    [Alias("custom_metrics")]
    public IDictionary? CustomMetric { get; set; }

    [Parameter]
    public OnError OnError { get; set; }

    private bool HasInput => MyInvocation.ExpectingInput || InputObject != AutomationNull.Value;

    protected override void BeginProcessing()
    {
        IReadOnlyList<ScriptBlock>? commands = Commands();
        try
        {
            _measurement = OperatorMeasurement.Open(Run, StageName, Name, WorkerId);
            _recorder = _measurement.Recorder;
            if (_measurement.Recorder.Name != Name && _measurement.IsRecorded)
            {
                WriteWarning($"The operator '{Name}' is open already in this stage and worker: this place of the "
                    + $"pipeline is measured as '{_recorder.Name}'. Give it a name of its own.");
            }
        }
        catch (MetricsException e)
        {
            WriteError(e.ToErrorRecord());
        }

        if (commands is not null)
        {
            MeasureTime(() => _pipeline = new CommandPipeline(this, commands, Pipeline!.Module, this, HasInput));
            return;
        }

        RunOnce(Begin);
        _pipeline = BlockPipeline.OfBlock(this, Process, this);
    }

    protected override void ProcessRecord()
    {
        _recorder.RecordInput();
        StartClock();
        try
        {
            if (HasInput)
            {
                _pipeline!.Process(InputObject);
            }
            else
            {
                _pipeline!.ProcessOnce();
            }
        }
        catch (Exception e) when (IsError(e))
        {
            _downstream?.Throw();
            StopClock();
            CountError();
            _recorder.RecordLatency(_elapsed);
            if (OnError == OnError.Stop)
            {
                throw;
            }

            WriteError(ErrorRecordOf(e));
            _pipeline!.Restart();
            return;
        }

        StopClock();
        _recorder.RecordLatency(_elapsed);
    }

    protected override void EndProcessing()
    {
        if (Pipeline is not null)
        {
            MeasureTime(_pipeline!.End);
            return;
        }

        _pipeline!.End();
        RunOnce(End);
    }

    void IBlockSink.Put(PSObject? value)
    {
        StopClock();
        try
        {
            PassOn(value);
        }
        catch (Exception e)
        {
            _downstream = ExceptionDispatchInfo.Capture(e);
            throw;
        }

        _resumedAt = Stopwatch.GetTimestamp();
    }

    /// <summary>The only thing that runs on an early stop, so the row is committed here.</summary>
    public void Dispose()
    {
        _measurement?.Close(CustomMetric);
        _pipeline?.Dispose();
    }

    private static bool IsNativeStandardError(ErrorRecord error) =>
        error.FullyQualifiedErrorId.StartsWith("NativeCommandError", StringComparison.Ordinal);

    private static ErrorRecord ErrorRecordOf(Exception exception) =>
        exception is IContainsErrorRecord container
            ? new ErrorRecord(container.ErrorRecord, exception)
            : new ErrorRecord(exception, exception.GetType().Name, ErrorCategory.NotSpecified, null);

    /// <summary>Not break, exit or a stop.</summary>
    private static bool IsError(Exception exception) =>
        exception is not (FlowControlException or PipelineStoppedException);

    private void PassOn(PSObject? value)
    {
        if (value?.BaseObject is ErrorRecord error)
        {
            PassOnError(error);
        }
        else
        {
            _recorder.RecordOutput();
            WriteObject(value);
        }
    }

    /// <summary>
    /// A native program's stderr lines are no errors: they are not counted, and Stop does not stop at them.
    /// </summary>
    private void PassOnError(ErrorRecord error)
    {
        if (!IsNativeStandardError(error))
        {
            CountError();
        }
        else if (StopsOnErrors())
        {
            Host.UI.WriteErrorLine(error.ToString());
            return;
        }

        WriteError(error);
    }

    private bool StopsOnErrors()
    {
        object? preference = MyInvocation.BoundParameters.TryGetValue("ErrorAction", out object? given)
            ? given
            : GetVariableValue("ErrorActionPreference");
        return LanguagePrimitives.TryConvertTo(preference, out ActionPreference action)
            && action == ActionPreference.Stop;
    }

    private IReadOnlyList<ScriptBlock>? Commands()
    {
        try
        {
            return Pipeline is null ? null : PipelineCommands.Of(Pipeline);
        }
        catch (MetricsException e)
        {
            ThrowTerminatingError(e.ToErrorRecord());
            throw;
        }
    }

    private void RunOnce(ScriptBlock? block)
    {
        if (block is null)
        {
            return;
        }

        MeasureTime(() =>
        {
            using var pipeline = BlockPipeline.OfBlock(this, block, this);
            pipeline.ProcessOnce();
            pipeline.End();
        });
    }

    /// <summary>Measures set-up and wind-up, which belong to no record.</summary>
    private void MeasureTime(Action work)
    {
        StartClock();
        try
        {
            work();
        }
        catch (Exception e) when (IsError(e))
        {
            _downstream?.Throw();
            CountError();
            throw;
        }
        finally
        {
            StopClock();
            _recorder.RecordTime(_elapsed);
        }
    }

    private void CountError()
    {
        _recorder.RecordError();
        RunspaceSession.Current.LastError = _recorder;
    }

    private void StartClock()
    {
        _elapsed = 0;
        _resumedAt = Stopwatch.GetTimestamp();
    }

    private void StopClock() => _elapsed += Stopwatch.GetTimestamp() - _resumedAt;
}
