using System.Management.Automation;
using MdfMetrics.Cmdlets.Abstractions;
using MdfMetrics.Integrity;

namespace MdfMetrics.Cmdlets.Commands;

/// <summary>Test-MdfMetrics: one object for each thing that is wrong in a store, nothing when all is well.</summary>
[Cmdlet(VerbsDiagnostic.Test, "MdfMetrics")]
[OutputType(typeof(StoreFinding))]
public sealed class TestMdfMetricsCommand : StorePathCommand
{
    private protected override void Process() => ForEachStore(store => WriteObject(
        new StoreChecker(store, TimeProvider.System) { Progress = BeginProgress("Checking", store) }.Check(Cancellation),
        enumerateCollection: true));
}
