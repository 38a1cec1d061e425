using System.Management.Automation;
using System.Runtime.ExceptionServices;
using MdfMetrics.Cmdlets.Measuring;

namespace MdfMetrics.Cmdlets.Pipelines;

/// <summary>
/// The operators of a stage on one worker, each measured and each calling the next one: as a pipeline of
/// Measure-MdfOperator would, without a cmdlet's parameter binding between them.
/// </summary>
internal sealed class OperatorChain : IDisposable
{
    private readonly List<MeasuredOperator> _operators = [];
    private readonly PSCmdlet _cmdlet;
    private readonly IReadOnlyList<BoundCommand> _commands;
    private ExceptionDispatchInfo? _failure;
    private int _ended;

    /// <param name="cmdlet">In whose place the operators run.</param>
    /// <param name="commands">What they run.</param>
    /// <param name="sink">Takes what comes out of the last one.</param>
    public OperatorChain(PSCmdlet cmdlet, IReadOnlyList<BoundCommand> commands, IBlockSink sink)
    {
        _cmdlet = cmdlet;
        _commands = commands;
        foreach (BoundCommand command in commands)
        {
            OnError onError = command.Definition.SkipsErrors ? OnError.Skip : OnError.Stop;
            _operators.Add(new MeasuredOperator(
                OperatorMeasurement.Open(cmdlet, null, null, command.Definition.Name, null),
                onError,
                new Link(this, _operators.Count + 1, onError, sink)));
        }
    }

    /// <summary>
    /// Works on all records, and ends the operators in order; not those before one that wanted no more.
    /// </summary>
    /// <param name="records">
    /// The records; they are read until an operator wants no more, as Select-Object -First does.
    /// </param>
    public void Run(IEnumerable<object?> records)
    {
        try
        {
            Begin();
            Process(records);
            while (_ended < _operators.Count)
            {
                MeasuredOperator next = _operators[_ended++];
                next.MeasureTime(next.Pipeline!.End);
            }
        }
        catch (PipelineStoppedException) when (_failure is not null)
        {
            _failure.Throw();
        }
    }

    public void Dispose() => _operators.ForEach(operation => operation.Close(null));

    /// <summary>The last one first: what a command puts out when it begins needs its successor.</summary>
    private void Begin()
    {
        foreach ((MeasuredOperator next, BoundCommand command) in _operators.Zip(_commands).Reverse())
        {
            next.MeasureTime(() =>
                next.Pipeline = BlockPipeline.OfCommand(_cmdlet, command.Command, command.ToParameters(), next));
        }
    }

    private void Process(IEnumerable<object?> records)
    {
        try
        {
            foreach (object? record in records)
            {
                if (_cmdlet.Stopping)
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

    /// <summary>
    /// Keeps what ends the chain. On its way up through the operators before it is a stop: none can catch that, or take
    /// it for an error of its own.
    /// </summary>
    private PipelineStoppedException Stopped(Exception failure)
    {
        _failure = ExceptionDispatchInfo.Capture(failure);
        return new PipelineStoppedException();
    }

    /// <summary>Between an operator and the next one, or the sink.</summary>
    private sealed class Link(OperatorChain chain, int next, OnError onError, IBlockSink sink) : IOperatorOutput
    {
        public void Write(object? record)
        {
            if (next < chain._operators.Count)
            {
                chain.Process(next, record);
            }
            else
            {
                sink.Put(record);
            }
        }

        public void WriteError(ErrorRecord error)
        {
            if (onError == OnError.Stop)
            {
                throw chain.Stopped(new RuntimeException(error.ToString(), error.Exception, error));
            }

            chain._cmdlet.WriteError(error);
        }

        public void WriteNativeText(ErrorRecord line) => chain._cmdlet.WriteError(line);
    }
}
