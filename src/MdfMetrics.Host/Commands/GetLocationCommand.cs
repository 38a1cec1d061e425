using System.Management.Automation;

namespace MdfMetrics.Host.Commands;

/// <summary>Get-Location.</summary>
[Cmdlet(VerbsCommon.Get, "Location")]
public sealed class GetLocationCommand : PSCmdlet
{
    protected override void ProcessRecord() => WriteObject(SessionState.Path.CurrentLocation);
}
