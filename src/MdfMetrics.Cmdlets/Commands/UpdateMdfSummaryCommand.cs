using System.Management.Automation;
using MdfMetrics.Cmdlets.Abstractions;
using MdfMetrics.Summaries;
using MdfMetrics.Summaries.Periods;

namespace MdfMetrics.Cmdlets.Commands;

/// <summary>Update-MdfSummary: counts the runs that are new in the summaries of a store.</summary>
[Cmdlet(VerbsData.Update, "MdfSummary", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium)]
[OutputType(typeof(SummaryUpdate))]
public sealed class UpdateMdfSummaryCommand : StorePathCommand
{
    // Runs that are piped in bring their store, many the same.
    private readonly HashSet<string> _updated = new(StringComparer.Ordinal);

    [Parameter(Position = 0)]
    [ValidateNotNullOrEmpty]
    public SummaryPeriod[] Period { get; set; } = [SummaryPeriod.Day];

    [Parameter]
    public SwitchParameter PassThru { get; set; }

    private protected override void Process()
    {
        foreach (string store in Stores().Where(_updated.Add))
        {
            foreach (SummaryPeriod period in Period.Distinct())
            {
                ContinueOnError(() => Update(store, period));
            }
        }
    }

    private void Update(string store, SummaryPeriod period)
    {
        var updater = new SummaryUpdater(store, TimeProvider.System);
        string action = $"Update the {period} summary";
        if (new Confirmation(this).IsWhatIf)
        {
            SummaryUpdate preview = updater.Preview(period, ReportFile, WriteWarning, Cancellation);
            long runs = preview.runs_added + preview.runs_recounted;
            action += $" with {runs} run{(runs == 1 ? "" : "s")}";
        }

        if (!ShouldProcess(store, action))
        {
            return;
        }

        SummaryUpdate done = updater.Update(period, ReportFile, WriteWarning, Cancellation);
        if (done.status == SummaryUpdateStatus.Busy)
        {
            WriteWarning($"Other maintenance of the store '{store}' is going on: the {period} summary is not updated.");
        }

        if (PassThru)
        {
            WriteObject(done);
        }
    }
}
