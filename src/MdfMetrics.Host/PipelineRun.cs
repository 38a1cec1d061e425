using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Runspaces;

namespace MdfMetrics.Host;

/// <summary><c>mdf run</c>: Invoke-MdfPipeline, and then the run, its stages and its operators.</summary>
internal static class PipelineRun
{
    /// <summary>The name of the variable that holds its parameters.</summary>
    private const string Parameters = "MdfParameters";

    /// <summary>
    /// A log gets plain text with all columns. What is wrong with the file or the command line is told as compilers do:
    /// the place in this script would say nothing. What an operator throws has its own id, or its text for one.
    /// </summary>
    private const string Script = $$"""
        $width = $Host.UI.RawUI.BufferSize.Width
        if ([Console]::IsOutputRedirected) {
            $PSStyle.OutputRendering = 'PlainText'
            $width = 120
        }
        try {
            Invoke-MdfPipeline @{{Parameters}} -ErrorAction Continue | ForEach-Object {
                foreach ($rows in $_, (Get-MdfStageMetric -InputObject $_), (Get-MdfOperatorMetric -InputObject $_)) {
                    ($rows | Out-String -Width $width).Trim("`r", "`n") + "`n"
                }
            }
        }
        catch {
            $id, $command = $_.FullyQualifiedErrorId -split ',', 2
            if ($command -ceq 'MdfMetrics.Cmdlets.Commands.InvokeMdfPipelineCommand' -and
                $id -cmatch '^(Config|ParameterArgument|InvalidRunId$|InvalidName$|RunExists$)') {
                [Console]::Error.WriteLine("mdf: $_")
                exit 2
            }
            throw
        }
        """;

    /// <summary>Runs the pipeline with parameters of Invoke-MdfPipeline.</summary>
    /// <returns>0, 1 for a pipeline that failed, 2 for a wrong file.</returns>
    public static int Start(Hashtable parameters) => Engine.Start(
        ["-NoProfile", "-NonInteractive", "-Command", Script],
        new SessionStateVariableEntry(Parameters, parameters, description: null, ScopedItemOptions.None));
}
