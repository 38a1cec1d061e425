using System.Management.Automation;
using MdfMetrics.Cmdlets.Session;

namespace MdfMetrics.Cmdlets.Measuring;

/// <summary>
/// Runs the block of Start-MdfRun and Enter-MdfStage as foreach would: in the caller's scope, its output and errors
/// streaming through the cmdlet.
/// </summary>
internal static class DotSourcedBlock
{
    private static readonly ScriptBlock s_dotSource = ScriptBlock.Create("param($b) . $b");

    public static void Run(PSCmdlet cmdlet, ScriptBlock block)
    {
        using SteppablePipeline pipeline = RunspaceSession.Current.Own(s_dotSource)
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
}
