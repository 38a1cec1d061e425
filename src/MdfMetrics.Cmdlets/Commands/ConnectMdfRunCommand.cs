using System.Management.Automation;
using System.Management.Automation.Runspaces;
using MdfMetrics.Cmdlets.Abstractions;
using MdfMetrics.Cmdlets.Completion;
using MdfMetrics.Runs;

namespace MdfMetrics.Cmdlets.Commands;

/// <summary>Connect-MdfRun: joins this runspace, as a worker, to a run that another process started.</summary>
[Cmdlet(VerbsCommunications.Connect, "MdfRun", SupportsShouldProcess = true, HelpUri = HelpPage.Address)]
[OutputType(typeof(RunHandle))]
public sealed class ConnectMdfRunCommand : MdfCommand
{
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [Alias("run_id", "Id")]
    [ArgumentCompleter(typeof(LiveRunIdCompleter))]
    public string RunId { get; set; } = string.Empty;

    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Path { get; set; }

    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("PSPath", "store")]
    [ValidateNotNullOrEmpty]
    public string? LiteralPath { get; set; }

    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? WorkerId { get; set; }

    [Parameter(ValueFromPipeline = true)]
    public PSObject? InputObject { get; set; }

    private protected override void Process()
    {
        Runspace runspace = Runspace.DefaultRunspace;
        string store = StorePath(Path ?? LiteralPath);
        JoinedRun run = IsDisabled || !ShouldProcess(store, $"Join the run '{RunId}'")
            ? JoinedRun.Disabled(store, RunId, TimeProvider.System)
            : JoinedRun.Join(store, RunId, runspace, WorkerId, TimeProvider.System);
        ReportJournal(run);
        Session.Push(run);
        LeaveWith(runspace, run);
        WriteObject(new RunHandle(run));
    }

    /// <summary>A disabled run is in no store, so only its handle can tell.</summary>
    private bool IsDisabled => InputObject?.Properties["enabled"]?.Value is false;

    /// <summary>A thread job's runspace ends long before the process: nobody must wait for its worker.</summary>
    private static void LeaveWith(Runspace runspace, JoinedRun run) => runspace.StateChanged += (_, change) =>
    {
        if (change.RunspaceStateInfo.State is RunspaceState.Closing or RunspaceState.Closed or RunspaceState.Broken)
        {
            run.Leave();
        }
    };
}
