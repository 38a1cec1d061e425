using System.Management.Automation;
using MdfMetrics.Cmdlets.Abstractions;
using MdfMetrics.Cmdlets.Input;
using MdfMetrics.Maintenance.Compaction;

namespace MdfMetrics.Cmdlets.Commands;

/// <summary>Optimize-MdfMetrics: merges the many small files of finished runs into few.</summary>
[Cmdlet(
    VerbsCommon.Optimize,
    "MdfMetrics",
    SupportsShouldProcess = true,
    ConfirmImpact = ConfirmImpact.Medium,
    HelpUri = HelpPage.Address)]
[OutputType(typeof(StoreOptimization))]
public sealed class OptimizeMdfMetricsCommand : StorePathCommand
{
    private const string Action = "Compact the files of finished runs";

    /// <summary>
    /// Runs that started since then are recent: their files may yet be read one by one, or be added to.
    /// </summary>
    private static readonly TimeSpan s_recent = TimeSpan.FromHours(1);

    [Parameter]
    [ValidateNotNull]
    public object? Before { get; set; }

    [Parameter]
    public CompactionPeriod? Period { get; set; }

    [Parameter]
    public PartitionBy? PartitionBy { get; set; }

    private protected override void Process()
    {
        var options = new CompactionOptions
        {
            BeforeUtc = UserTime.Utc(Before) ?? Moment.Back(s_recent, TimeProvider.System),
            Period = Period,
            PartitionBy = PartitionBy,
        };
        ForEachStore(store => Optimize(store, options));
    }

    private void Optimize(string store, CompactionOptions options)
    {
        var compactor = new Compactor(store, TimeProvider.System) { Progress = BeginProgress("Compacting", store) };
        string action = options.PartitionBy is { } layout
            ? $"{Action} and bring all into the layout {layout}"
            : Action;
        if (ShouldProcess($"{action}: {store}", $"{action}, in '{store}'?", "Confirm"))
        {
            WriteObject(compactor.Compact(options, Warn, WriteStep, Cancellation));
        }
        else if (new Confirmation(this).IsWhatIf)
        {
            WriteObject(compactor.Preview(options, Warn, Cancellation));
        }
    }

    private void Warn(MetricsException left) => WriteWarning(left.Message);
}
