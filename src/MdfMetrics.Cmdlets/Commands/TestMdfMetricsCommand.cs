using System.Management.Automation;
using MdfMetrics.Cmdlets.Abstractions;
using MdfMetrics.Integrity;

namespace MdfMetrics.Cmdlets.Commands;

/// <summary>Test-MdfMetrics: one object for each thing that is wrong in a store, nothing when all is well.</summary>
[Cmdlet(VerbsDiagnostic.Test, "MdfMetrics", HelpUri = HelpPage.Address)]
[OutputType(typeof(StoreFinding))]
public sealed class TestMdfMetricsCommand : StorePathCommand
{
    private protected override void Process() => ForEachStore(Check);

    /// <summary>One at a time, so that each is seen when it is found: PowerShell gathers what it enumerates.</summary>
    private void Check(string store)
    {
        var checker = new StoreChecker(store, TimeProvider.System) { Progress = BeginProgress("Checking", store) };
        foreach (StoreFinding finding in checker.Check(Cancellation))
        {
            WriteObject(finding);
        }
    }
}
