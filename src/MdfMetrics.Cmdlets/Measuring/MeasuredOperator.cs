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
    private readonly bool _isSource = scope.Recorder.Role == OperatorRole.Source;

    /// <summary>0 while the clock stands.</summary>
    private long _resumedAt;

    /// <summary>Not counted yet.</summary>
    private long _elapsed;

    /// <summary>
    /// What came up from further down: not this operator's error, and wrapped on its way where there is a tail.
    /// </summary>
    private ExceptionDispatchInfo? _downstream;

    /// <summary>What does the work, and puts its output into this sink.</summary>
    public IOperatorPipeline? Pipeline { get; set; }

    public void Process(object? record)
    {
        if (!_isSource)
        {
            _recorder.RecordInput();
        }

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
            EndRecord();
            if (onError == OnError.Stop)
            {
                throw;
            }

            output.WriteError(ErrorRecordOf(e));
            Pipeline!.Restart();
            return;
        }

        StopClock();
        EndRecord();
    }

    /// <summary>Measures set-up and wind-up, which belong to no record.</summary>
    public void MeasureTime(Action work)
    {
        RecordRest();
        Measure(work);
        RecordRest();
    }

    /// <summary>
    /// Measures what a command does before its records come and when all have: a source gives them then.
    /// </summary>
    public void MeasureWork(Action work)
    {
        Measure(work);
        if (!_isSource)
        {
            RecordRest();
        }
    }

    void IBlockSink.Put(object? value)
    {
        StopClock();
        try
        {
            _recorder.RecordOutput();
            if (_isSource)
            {
                _recorder.RecordLatency(TakeElapsed());
            }

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
        if (_isSource)
        {
            RecordRest();
        }

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

    private void Measure(Action work)
    {
        StartClock();
        try
        {
            work();
        }
        catch (Exception e)
        {
            StopClock();
            RecordRest();
            if (IsError(e))
            {
                _downstream?.Throw();
                CountError();
            }

            throw;
        }

        StopClock();
    }

    /// <summary>The time was for the record that came in; a source's is for the next one that it gives.</summary>
    private void EndRecord()
    {
        if (!_isSource)
        {
            _recorder.RecordLatency(TakeElapsed());
        }
    }

    private void RecordRest() => _recorder.RecordTime(TakeElapsed());

    private long TakeElapsed()
    {
        long elapsed = _elapsed;
        _elapsed = 0;
        return elapsed;
    }

    private void StartClock() => _resumedAt = Stopwatch.GetTimestamp();

    private void StopClock()
    {
        if (_resumedAt != 0)
        {
            _elapsed += Stopwatch.GetTimestamp() - _resumedAt;
            _resumedAt = 0;
        }
    }
}
