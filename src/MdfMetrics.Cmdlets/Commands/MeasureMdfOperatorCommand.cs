using System.Collections;
using System.Diagnostics;
using System.Management.Automation;
using System.Management.Automation.Internal;
using System.Runtime.ExceptionServices;
using MdfMetrics.Cmdlets.Abstractions;
using MdfMetrics.Cmdlets.Completion;
using MdfMetrics.Cmdlets.Errors;
using MdfMetrics.Cmdlets.Instrumentation;
using MdfMetrics.Collection;

namespace MdfMetrics.Cmdlets.Commands;

/// <summary>Measure-MdfOperator: ForEach-Object that counts and times.</summary>
[Cmdlet(VerbsDiagnostic.Measure, "MdfOperator")]
[OutputType(typeof(object))]
public sealed class MeasureMdfOperatorCommand : PSCmdlet, IBlockSink, IDisposable
{
    private OperatorMeasurement? _measurement;
    private OperatorRecorder _recorder = OperatorRecorder.Detached();
    private BlockPipeline? _pipeline;
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

    [Parameter(Mandatory = true, Position = 1)]
    public ScriptBlock Process { get; set; } = null!;

    [Parameter(ValueFromPipeline = true)]
    public PSObject? InputObject { get; set; } = AutomationNull.Value;

    [Parameter]
    public ScriptBlock? Begin { get; set; }

    [Parameter]
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

    protected override void BeginProcessing()
    {
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

        RunOnce(Begin);
        _pipeline = new BlockPipeline(this, Process, this);
    }

    protected override void ProcessRecord()
    {
        _recorder.RecordInput();
        StartClock();
        try
        {
            if (MyInvocation.ExpectingInput || InputObject != AutomationNull.Value)
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
            _recorder.RecordError();
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
        _pipeline!.End();
        RunOnce(End);
    }

    void IBlockSink.Put(object? value)
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

    private void PassOn(object? value)
    {
        if ((value is PSObject wrapped ? wrapped.BaseObject : value) is ErrorRecord error)
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
            _recorder.RecordError();
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

    private void RunOnce(ScriptBlock? block)
    {
        if (block is null)
        {
            return;
        }

        StartClock();
        try
        {
            using var pipeline = new BlockPipeline(this, block, this);
            pipeline.ProcessOnce();
            pipeline.End();
        }
        catch (Exception e) when (IsError(e))
        {
            _downstream?.Throw();
            _recorder.RecordError();
            throw;
        }
        finally
        {
            StopClock();
            _recorder.RecordTime(_elapsed);
        }
    }

    private void StartClock()
    {
        _elapsed = 0;
        _resumedAt = Stopwatch.GetTimestamp();
    }

    private void StopClock() => _elapsed += Stopwatch.GetTimestamp() - _resumedAt;
}
