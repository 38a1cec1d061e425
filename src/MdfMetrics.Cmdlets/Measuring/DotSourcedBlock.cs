using System.Management.Automation;
using System.Management.Automation.Language;
using MdfMetrics.Cmdlets.Session;

namespace MdfMetrics.Cmdlets.Measuring;

/// <summary>
/// Runs the block of Start-MdfRun and Enter-MdfStage as foreach would: in the caller's scope, its output and errors
/// streaming through the cmdlet.
/// </summary>
internal static class DotSourcedBlock
{
    /// <param name="progress">Shows how far the block is; null where nobody asked.</param>
    public static void Run(PSCmdlet cmdlet, ScriptBlock block, RunProgress? progress)
    {
        RunspaceSession session = RunspaceSession.Current;
        RunProgress? outer = session.Progress;
        session.Progress = progress ?? outer;
        try
        {
            Run(cmdlet, block);
        }
        finally
        {
            session.Progress = outer;
            progress?.Complete();
        }
    }

    private static void Run(PSCmdlet cmdlet, ScriptBlock block)
    {
        using SteppablePipeline pipeline = DotSource(block.Ast.Extent)
            .GetSteppablePipeline(CommandOrigin.Internal, [block]);
        try
        {
            pipeline.Begin(cmdlet);
            pipeline.Process();
            pipeline.End();
        }
        catch (RuntimeException e)
        {
            // Else the engine puts the cmdlet's own name and line into the error record on its way out.
            e.WasThrownFromThrowStatement = true;
            throw;
        }
    }

    /// <summary>
    /// <c>param($b) . $b</c>, written where the block itself stands: that is the place that Write-Error in the block tells.
    /// </summary>
    private static ScriptBlock DotSource(IScriptExtent place)
    {
        const string Block = "b";
        var parameter = new ParameterAst(place, new VariableExpressionAst(place, Block, false), [], null);
        var command = new CommandAst(place, [new VariableExpressionAst(place, Block, false)], TokenKind.Dot, []);
        var body = new StatementBlockAst(place, [new PipelineAst(place, command)], []);
        return new ScriptBlockAst(place, new ParamBlockAst(place, [], [parameter]), body, isFilter: false).GetScriptBlock();
    }
}
