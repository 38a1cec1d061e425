using System.Management.Automation;
using System.Management.Automation.Language;
using MdfMetrics.Cmdlets.Session;

namespace MdfMetrics.Cmdlets.Measuring;

/// <summary>Takes a block that holds one pipeline apart into its commands.</summary>
internal static class PipelineSplitter
{
    private static readonly ScriptBlockAst s_frame =
        (ScriptBlockAst)ScriptBlock.Create("param($__MdfTail) Out-Null" + BlockTail.Call).Ast;

    /// <exception cref="MetricsException">InvalidPipeline.</exception>
    public static IReadOnlyList<ScriptBlock> Split(ScriptBlock block)
    {
        if (block.Ast is not ScriptBlockAst { ParamBlock: null, BeginBlock: null, ProcessBlock: null } ast
            || ast.EndBlock?.Statements is not [PipelineAst pipeline]
            || !pipeline.PipelineElements.All(element => element is CommandAst { Redirections.Count: 0 }))
        {
            throw new MetricsException(
                MetricsError.InvalidPipeline,
                "-Pipeline takes one pipeline of commands without redirections, such as { Get-Unique } or "
                    + "{ Sort-Object | Get-Unique }. For anything else write a function, or use -Process.",
                block);
        }

        return [.. pipeline.PipelineElements.Select(command => Bound(
            block,
            RunspaceSession.Current.Filters.GetValue(command, static key => Framed((CommandAst)key))))];
    }

    private static ScriptBlock Bound(ScriptBlock block, ScriptBlock command) =>
        block.Module?.NewBoundScriptBlock(command) ?? command;

    /// <summary>A block with the command in the place of the frame's first.</summary>
    private static ScriptBlock Framed(CommandAst command)
    {
        IEnumerable<CommandBaseAst> tail = ((PipelineAst)s_frame.EndBlock.Statements[0]).PipelineElements.Skip(1);
        var pipeline = new PipelineAst(
            command.Extent,
            tail.Prepend(command).Select(part => (CommandBaseAst)part.Copy()));
        var statements = new StatementBlockAst(command.Extent, [pipeline], null);
        var parameters = (ParamBlockAst)s_frame.ParamBlock.Copy();
        return new ScriptBlockAst(command.Extent, parameters, statements, isFilter: false).GetScriptBlock();
    }
}
