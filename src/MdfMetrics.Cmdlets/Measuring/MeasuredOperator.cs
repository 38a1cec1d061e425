using System.Collections;
using System.Diagnostics;
using System.Management.Automation;
using System.Runtime.ExceptionServices;
using MdfMetrics.Cmdlets.Session;
using MdfMetrics.Collection;

namespace MdfMetrics.Cmdlets.Measuring;

/// <summary>
/// An operator at work: counts and times what its pipeline does with each record. The time that others take with what
/// comes out is not its own.
/// </summary>
internal sealed class MeasuredOperator(OperatorScope scope, OnError onError, IOperatorOutput output)
    : IBlockSink, IErrorSink
{
    private readonly OperatorRecorder _recorder = scope.Recorder;
    private long _resumedAt;
    private long _elapsed;

    /// <summary>
    /// What came up from further down: not this operator's error, and wrapped on its way through the tail.
    /// </summary>
    private ExceptionDispatchInfo? _downstream;

    /// <summary>What does the work, and puts its output into this sink.</summary>
    public IOperatorPipeline? Pipeline { get; set; }

    public void Process(object? record)
    {
        _recorder.RecordInput();
        StartClock();
        try
        {
            Pipeline!.Process(record);
        }
        catch (Exception e) when (IsError(e))
        {
            _downstream?.Throw();
            StopClock();
            CountError();
            _recorder.RecordLatency(_elapsed);
            if (onError == OnError.Stop)
            {
                throw;
            }

            output.WriteError(ErrorRecordOf(e));
            Pipeline!.Restart();
            return;
        }

        StopClock();
        _recorder.RecordLatency(_elapsed);
    }

    /// <summary>Measures set-up and wind-up, which belong to no record.</summary>
    public void MeasureTime(Action work)
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

    void IBlockSink.Put(object? value)
    {
        StopClock();
        try
        {
            _recorder.RecordOutput();
            output.Write(value);
        }
        catch (Exception e)
        {
            _downstream = ExceptionDispatchInfo.Capture(e);
            throw;
        }

        _resumedAt = Stopwatch.GetTimestamp();
    }

    void IErrorSink.PutError(PSObject error)
    {
        StopClock();
        try
        {
            PassOn(error);
        }
        catch (Exception e)
        {
            _downstream = ExceptionDispatchInfo.Capture(e);
            throw;
        }

        _resumedAt = Stopwatch.GetTimestamp();
    }

    /// <summary>Commits the row, and ends the pipeline where it has not ended.</summary>
    public void Close(IDictionary? customMetrics)
    {
        scope.Close(customMetrics);
        Pipeline?.Dispose();
    }

    /// <summary>Whether an exception is an error: not break, exit or a stop.</summary>
    public static bool IsError(Exception exception) =>
        exception is not (FlowControlException or PipelineStoppedException);

    private static ErrorRecord ErrorRecordOf(Exception exception) =>
        exception is IContainsErrorRecord container
            ? new ErrorRecord(container.ErrorRecord, exception)
            : new ErrorRecord(exception, exception.GetType().Name, ErrorCategory.NotSpecified, null);

    private void PassOn(PSObject error)
    {
        if (NativeText.Is((ErrorRecord)error.BaseObject))
        {
            output.PassNativeText(error);
        }
        else
        {
            CountError();
            output.PassError(error);
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
