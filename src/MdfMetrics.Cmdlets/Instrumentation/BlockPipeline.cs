using System.Management.Automation;

namespace MdfMetrics.Cmdlets.Instrumentation;

/// <summary>
/// Runs a block for each record exactly as ForEach-Object would, and hands every output object and every error to a
/// sink while the block runs.
/// </summary>
internal sealed class BlockPipeline : IDisposable
{
    private static readonly ScriptBlock s_pipeline =
        ScriptBlock.Create("param($filter, $arguments, $tail, $sink) . $filter @arguments | & $tail $sink");

    private static readonly ScriptBlock s_tail = ScriptBlock.Create("param($sink) process { $sink.Put($_) }");

    /// <summary>
    /// GetSteppablePipeline takes over the redirections of the command that calls it, and ignores those written inside
    /// the pipeline: only so do the block's errors come to the tail.
    /// </summary>
    private static readonly ScriptBlock s_mergingErrors = ScriptBlock.Create(
        ". { $args[0].GetSteppablePipeline('Internal', $args[1]) } $args[0] $args[1] 2>&1");

    private readonly PSCmdlet _cmdlet;
    private readonly object[] _arguments;
    private SteppablePipeline _pipeline;

    public BlockPipeline(PSCmdlet cmdlet, ScriptBlock block, IBlockSink sink)
    {
        (ScriptBlock filter, object?[] arguments) = FilterBlock.Create(block, cmdlet.SessionState);
        _cmdlet = cmdlet;
        _arguments = [filter, arguments, s_tail, sink];
        _pipeline = Open();
    }

    /// <summary>Runs the block for a record.</summary>
    public void Process(object? record) => _pipeline.Process(record);

    /// <summary>Runs the block once, as ForEach-Object does without input: $_ is what it was outside.</summary>
    public void ProcessOnce() => Process(_cmdlet.SessionState.PSVariable.GetValue("_"));

    public void End() => _pipeline.End();

    /// <summary>A terminating error leaves a pipeline dead: the next record needs a new one.</summary>
    public void Restart()
    {
        _pipeline.Dispose();
        _pipeline = Open();
    }

    public void Dispose() => _pipeline.Dispose();

    private SteppablePipeline Open()
    {
        var pipeline = (SteppablePipeline)_cmdlet.InvokeCommand
            .InvokeScript(false, s_mergingErrors, null, s_pipeline, _arguments)[0].BaseObject;
        pipeline.Begin(expectInput: true);
        return pipeline;
    }
}
