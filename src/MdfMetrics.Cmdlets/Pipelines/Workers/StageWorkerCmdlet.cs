using System.Management.Automation;
using System.Runtime.ExceptionServices;
using MdfMetrics.Cmdlets.Measuring;
using MdfMetrics.Cmdlets.Pipelines.Flow;
using MdfMetrics.Cmdlets.Pipelines.Planning;

namespace MdfMetrics.Cmdlets.Pipelines.Workers;

/// <summary>
/// What a worker of a stage runs: its operators, from a queue of records to what takes its output. Each is measured and
/// calls the next one, as in a pipeline of Measure-MdfOperator, without a cmdlet's parameter binding between them.
/// </summary>
/// <remarks>A cmdlet, since commands run only in the place of one; it has no name that users could call.</remarks>
internal sealed class StageWorkerCmdlet : PSCmdlet
{
    public static readonly CmdletInfo Info = new("Invoke-MdfStageWorker", typeof(StageWorkerCmdlet));

    private readonly List<MeasuredOperator> _operators = [];
    private ExceptionDispatchInfo? _failure;
    private int _ended;

    [Parameter(Mandatory = true)]
    public RecordQueue Source { get; set; } = null!;

    [Parameter(Mandatory = true)]
    public IReadOnlyList<BoundCommand> Commands { get; set; } = null!;

    [Parameter(Mandatory = true)]
    public IBlockSink Output { get; set; } = null!;

    protected override void EndProcessing()
    {
        try
        {
            Open();
            Begin();
            ProcessAll();
            End();
        }
        catch (PipelineStoppedException) when (_failure is not null)
        {
            _failure.Throw();
        }
        finally
        {
            _operators.ForEach(operation => operation.Close(null));
        }
    }

    private void Open()
    {
        foreach (BoundCommand command in Commands)
        {
            OnError onError = command.Definition.SkipsErrors ? OnError.Skip : OnError.Stop;
            _operators.Add(new MeasuredOperator(
                OperatorScope.Open(
                    this, null, null, command.Definition.Name, null, command.Definition.OperatorRole),
                onError,
                new Link(this, _operators.Count + 1, onError)));
        }
    }

    /// <summary>The last one first: what a command puts out when it begins needs its successor.</summary>
    private void Begin()
    {
        foreach ((MeasuredOperator next, BoundCommand command) in _operators.Zip(Commands).Reverse())
        {
            next.MeasureTime(() =>
                next.Pipeline = BlockPipeline.OfCommand(this, command.Command, command.ToParameters(), next));
        }
    }

    /// <summary>Reads until an operator wants no more, as Select-Object -First does.</summary>
    private void ProcessAll()
    {
        try
        {
            foreach (object? record in Source.Read())
            {
                if (Stopping)
                {
                    throw new PipelineStoppedException();
                }

                Process(0, record);
            }
        }
        catch (FlowControlException e) when (StopUpstream.Is(e))
        {
            // Those from _ended on still end.
        }
    }

    private void Process(int index, object? record)
    {
        try
        {
            _operators[index].Process(record);
        }
        catch (FlowControlException e) when (_ended <= index && StopUpstream.Is(e))
        {
            _ended = index + 1;
            throw;
        }
        catch (Exception e) when (MeasuredOperator.IsError(e))
        {
            throw Stopped(e);
        }
    }

    /// <summary>Ends the operators in order; not those before one that wanted no more.</summary>
    private void End()
    {
        while (_ended < _operators.Count)
        {
            MeasuredOperator next = _operators[_ended++];
            next.MeasureTime(next.Pipeline!.End);
        }
    }

    /// <summary>
    /// Keeps what ends the worker. On its way up through the operators before it is a stop: none can catch that, or
    /// take it for an error of its own.
    /// </summary>
    private PipelineStoppedException Stopped(Exception failure)
    {
        _failure = ExceptionDispatchInfo.Capture(failure);
        return new PipelineStoppedException();
    }

    /// <summary>Between an operator and the next one, or the worker's output.</summary>
    private sealed class Link(StageWorkerCmdlet worker, int next, OnError onError) : IOperatorOutput
    {
        public void Write(object? record)
        {
            if (next < worker._operators.Count)
            {
                worker.Process(next, record);
            }
            else
            {
                worker.Output.Put(record);
            }
        }

        public void WriteError(ErrorRecord error)
        {
            if (onError == OnError.Stop)
            {
                throw worker.Stopped(new RuntimeException(error.ToString(), error.Exception, error));
            }

            worker.WriteError(error);
        }

        public void PassError(PSObject error) => WriteError((ErrorRecord)error.BaseObject);

        public void PassNativeText(PSObject line) => worker.WriteError((ErrorRecord)line.BaseObject);
    }
}
