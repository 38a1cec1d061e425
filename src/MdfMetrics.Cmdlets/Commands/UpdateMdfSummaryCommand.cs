using System.Management.Automation;
using MdfMetrics.Cmdlets.Abstractions;
using MdfMetrics.Cmdlets.Completion;
using MdfMetrics.Summaries;
using MdfMetrics.Summaries.Periods;

namespace MdfMetrics.Cmdlets.Commands;

/// <summary>Update-MdfSummary: counts the runs that are new in the summaries of a store.</summary>
[Cmdlet(
    VerbsData.Update,
    "MdfSummary",
    SupportsShouldProcess = true,
    ConfirmImpact = ConfirmImpact.Medium,
    HelpUri = HelpPage.Address)]
[OutputType(typeof(SummaryUpdate))]
public sealed class UpdateMdfSummaryCommand : StorePathCommand
{
    private PeriodZone? _zone;

    [Parameter(Position = 0)]
    [ValidateNotNullOrEmpty]
    public SummaryPeriod[] Period { get; set; } = [SummaryPeriod.Day];

    [Parameter]
    [Alias("time_zone")]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(TimeZoneCompleter))]
    public string? TimeZone { get; set; }

    [Parameter]
    public SwitchParameter Force { get; set; }

    [Parameter]
    public SwitchParameter PassThru { get; set; }

    private protected override void Begin() => _zone = TimeZone is null ? null : ZoneNames.Find(TimeZone);

    private protected override void Process() => ForEachStore(Update);

    private void Update(string store)
    {
        SummaryUpdater updater = Updater("Updating all summaries of", store);
        IEnumerable<SummaryPeriod> periods = Period.Distinct();
        if (_zone is not null && !updater.IsOf(_zone))
        {
            if (ChangeZone(updater, store, _zone) is not { } rebuilt)
            {
                return;
            }

            periods = periods.ExceptBy(rebuilt, PeriodCalendar.Name);
        }

        foreach (SummaryPeriod period in periods)
        {
            ContinueOnError(() => Update(Updater($"Updating the {period} summary of", store), store, period));
        }
    }

    private SummaryUpdater Updater(string activity, string store) =>
        new(store, TimeProvider.System) { Progress = BeginProgress(activity, store) };

    /// <summary>Has what is summarised counted anew.</summary>
    /// <returns>The names of the periods done; null: nothing may be counted, since the zone is another one.</returns>
    private string[]? ChangeZone(SummaryUpdater updater, string store, PeriodZone zone)
    {
        bool isWhatIf = new Confirmation(this).IsWhatIf;
        IReadOnlyList<SummaryUpdate>? done = [];
        string action = $"Set the time zone of the summaries to {zone.Id}";
        if (isWhatIf)
        {
            done = updater.PreviewZone(zone, Force, ReportFile, Cancellation);
            action += string.Concat(done.Select(static row => $", counting the {row.period} summary anew with {Runs(row)}"));
        }

        if (ShouldProcess(store, action))
        {
            done = updater.ChangeZone(zone, Force, ReportFile, WriteWarning, Cancellation);
        }
        else if (!isWhatIf)
        {
            return null;
        }

        if (done is null)
        {
            WriteWarning($"Other maintenance of the store '{store}' is going on: the summaries are not updated.");
        }
        else if (PassThru && !isWhatIf)
        {
            WriteObject(done, enumerateCollection: true);
        }

        return done?.Select(static update => update.period).ToArray();
    }

    private void Update(SummaryUpdater updater, string store, SummaryPeriod period)
    {
        string action = $"Update the {period} summary";
        if (new Confirmation(this).IsWhatIf)
        {
            action += $" with {Runs(updater.Preview(period, ReportFile, WriteWarning, Cancellation))}";
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

    private static string Runs(SummaryUpdate update)
    {
        long runs = update.runs_added + update.runs_recounted;
        return $"{runs} run{(runs == 1 ? "" : "s")}";
    }
}
