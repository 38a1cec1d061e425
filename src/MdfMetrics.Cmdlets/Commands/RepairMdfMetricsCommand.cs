using System.Management.Automation;
using MdfMetrics.Cmdlets.Abstractions;
using MdfMetrics.Cmdlets.Errors;
using MdfMetrics.Cmdlets.Input;
using MdfMetrics.Integrity;

namespace MdfMetrics.Cmdlets.Commands;

/// <summary>
/// Repair-MdfMetrics: does what the findings of Test-MdfMetrics say. They may be old, or of a file that anyone wrote,
/// so each is found again before anything is moved or removed.
/// </summary>
[Cmdlet(
    VerbsDiagnostic.Repair,
    "MdfMetrics",
    SupportsShouldProcess = true,
    ConfirmImpact = ConfirmImpact.Medium,
    HelpUri = HelpPage.Address)]
[OutputType(typeof(StoreRepair))]
public sealed class RepairMdfMetricsCommand : MdfCommand
{
    private readonly Dictionary<string, HashSet<string>> _pathsByStore = new(StringComparer.Ordinal);

    [Parameter(Mandatory = true, ValueFromPipeline = true)]
    public PSObject InputObject { get; set; } = null!;

    [Parameter]
    public SwitchParameter PassThru { get; set; }

    private protected override void Process()
    {
        var finding = new ObjectReader(InputObject);
        if (finding.GetString("store") is not { } store || finding.GetString("path") is not { } path)
        {
            WriteError(ErrorRecords.Create(
                MetricsError.InvalidPath,
                "The object has no store and path of a finding. Pipe what Test-MdfMetrics gave.",
                InputObject));
            return;
        }

        string full = FullPath(store);
        _pathsByStore.TryAdd(full, new HashSet<string>(StringComparer.Ordinal));
        _pathsByStore[full].Add(FullPath(path));
    }

    private protected override void End()
    {
        foreach ((string store, HashSet<string> paths) in _pathsByStore)
        {
            ContinueOnError(() => Repair(store, paths));
        }
    }

    private void Repair(string store, HashSet<string> paths)
    {
        var repairer = new StoreRepairer(store, TimeProvider.System);
        var checker = new StoreChecker(store, TimeProvider.System) { Progress = BeginProgress("Repairing", store) };
        foreach (StoreFinding finding in checker.Check(Cancellation))
        {
            if (!paths.Contains(finding.path))
            {
                continue;
            }

            if (finding.repair == FindingRepair.None)
            {
                WriteVerbose($"{finding.path}: {finding.message}");
            }
            else if (ShouldProcess(finding.path, finding.repair == FindingRepair.Remove ? "Remove" : "Quarantine"))
            {
                ContinueOnError(() => Repair(repairer, finding));
            }
        }
    }

    private void Repair(StoreRepairer repairer, StoreFinding finding)
    {
        if (repairer.Repair(finding) is { } done && PassThru)
        {
            WriteObject(done);
        }
    }
}
