using System.Management.Automation;

namespace MdfMetrics.Cmdlets.Measuring;

/// <summary>
/// Runs a pipeline of commands once, its records given one at a time. Each command is a link of its own: in one
/// pipeline the errors of a command would, merged into its output, be the input of the next.
/// </summary>
internal sealed class CommandPipeline : IOperatorPipeline
{
    private readonly PSCmdlet _cmdlet;
    private readonly List<BlockPipeline> _links = [];
    private int _ended;

    public CommandPipeline(
        PSCmdlet cmdlet,
        IReadOnlyList<ScriptBlock> commands,
        PSModuleInfo? module,
        MeasuredOperator sink,
        bool expectsInput)
    {
        _cmdlet = cmdlet;
        try
        {
            // The last one first: what a command puts out when it begins needs its successor.
            for (int i = commands.Count - 1; i >= 0; i--)
            {
                IBlockSink target = _links.Count == 0 ? sink : new Link(_links[0]);
                _links.Insert(
                    0,
                    BlockPipeline.OfCommand(cmdlet, commands[i], module, target, sink, expectsInput || i > 0));
            }
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    public object? WithoutInput => null;

    public void Process(object? record)
    {
        try
        {
            _links[0].Process(record);
        }
        catch (FlowControlException e) when (StopUpstream.Is(e))
        {
            // Select-Object -First has all it wants: what comes after it still ends, and all before stops.
            EndFrom(1);
            throw StopUpstream.By(_cmdlet) ?? e;
        }
    }

    public void End() => EndFrom(0);

    public void Restart()
    {
        foreach (BlockPipeline link in Enumerable.Reverse(_links))
        {
            link.Restart();
        }
    }

    public void Dispose() => _links.ForEach(link => link.Dispose());

    private void EndFrom(int first)
    {
        for (_ended = Math.Max(_ended, first); _ended < _links.Count;)
        {
            _links[_ended++].End();
        }
    }

    /// <summary>Passes records on to the next command.</summary>
    private sealed class Link(BlockPipeline next) : IBlockSink
    {
        public void Put(object? value) => next.Process(value);
    }
}
