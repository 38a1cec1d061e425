using System.Collections;
using System.Management.Automation;
using MdfMetrics.Cmdlets.Session;

namespace MdfMetrics.Cmdlets.Measuring;

/// <summary>
/// Runs a command record by record, and hands every output object and every error to a sink while the command runs.
/// </summary>
internal sealed class BlockPipeline : IOperatorPipeline
{
    private static readonly ScriptBlock s_block =
        ScriptBlock.Create("param($filter, $arguments, $__MdfTail) . $filter @arguments" + BlockTail.Call);

    private static readonly ScriptBlock s_command =
        ScriptBlock.Create("param($command, $parameters, $__MdfTail) & $command @parameters" + BlockTail.Call);

    /// <summary>
    /// GetSteppablePipeline takes over the redirections of the command that calls it, and ignores those written inside
    /// the pipeline: so, in an engine whose pipes are not known, the command's errors come to the tail.
    /// </summary>
    private static readonly ScriptBlock s_opener = ScriptBlock.Create(
        ". { $args[0].GetSteppablePipeline('Internal', $args[1]) } $args[0] $args[1]"
            + (EnginePipes.Exist ? string.Empty : " 2>&1"));

    private readonly PSCmdlet _cmdlet;
    private readonly ScriptBlock _script;
    private readonly object?[] _arguments;
    private readonly ScriptBlock _opener;
    private readonly IBlockSink _sink;
    private readonly IErrorSink _errors;
    private readonly bool _expectsInput;
    private SteppablePipeline _pipeline;

    private BlockPipeline(
        PSCmdlet cmdlet,
        ScriptBlock script,
        object?[] arguments,
        PSModuleInfo? module,
        IBlockSink sink,
        IErrorSink errors,
        bool expectsInput)
    {
        ScriptBlock opener = RunspaceSession.Current.Own(s_opener);
        _cmdlet = cmdlet;
        _script = script;
        _arguments = [.. arguments, new BlockTail(new MergedSink(sink, errors))];
        _opener = module?.NewBoundScriptBlock(opener) ?? opener;
        _sink = sink;
        _errors = errors;
        _expectsInput = expectsInput;
        _pipeline = Open();
    }

    /// <summary>As for ForEach-Object: $_ is what it was outside.</summary>
    public object? WithoutInput => _cmdlet.SessionState.PSVariable.GetValue("_");

    /// <summary>Runs a block for each record exactly as ForEach-Object would.</summary>
    public static BlockPipeline OfBlock(PSCmdlet cmdlet, ScriptBlock block, MeasuredOperator sink)
    {
        (ScriptBlock filter, object?[] arguments) = FilterBlock.Create(block, cmdlet.SessionState);
        ScriptBlock script = RunspaceSession.Current.Own(s_block);
        return new BlockPipeline(cmdlet, script, [filter, arguments], null, sink, sink, expectsInput: true);
    }

    /// <summary>Runs one command of a pipeline, which sees all the records as one stream.</summary>
    /// <param name="command">The command, whose parameter is its tail.</param>
    /// <param name="module">Whose variables its arguments mean; null: the caller's.</param>
    public static BlockPipeline OfCommand(
        PSCmdlet cmdlet,
        ScriptBlock command,
        PSModuleInfo? module,
        IBlockSink sink,
        IErrorSink errors,
        bool expectsInput) => new(cmdlet, command, [], module, sink, errors, expectsInput);

    /// <summary>Runs a command that is found by name, with parameters to splat.</summary>
    public static BlockPipeline OfCommand(
        PSCmdlet cmdlet,
        string command,
        Hashtable parameters,
        MeasuredOperator sink)
    {
        ScriptBlock script = RunspaceSession.Current.Own(s_command);
        return new BlockPipeline(cmdlet, script, [command, parameters], null, sink, sink, expectsInput: true);
    }

    public void Process(object? record) => _pipeline.Process(record);

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
        SteppablePipeline pipeline = Compose();
        if (EnginePipes.Exist)
        {
            EnginePipes.Connect(pipeline, _cmdlet, _sink, _errors);
        }

        pipeline.Begin(_expectsInput);
        return pipeline;
    }

    /// <summary>Why there is no pipeline comes as an error or, inside try, as an exception.</summary>
    private SteppablePipeline Compose()
    {
        try
        {
            object made = _cmdlet.InvokeCommand.InvokeScript(false, _opener, null, _script, _arguments)[0].BaseObject;
            return made is ErrorRecord error
                ? throw error.Exception.InnerException ?? new RuntimeException(error.ToString(), error.Exception, error)
                : (SteppablePipeline)made;
        }
        catch (MethodInvocationException e) when (e.InnerException is RuntimeException cause)
        {
            throw cause;
        }
    }
}
