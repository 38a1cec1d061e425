using System.Management.Automation;
using MdfMetrics.Cmdlets.Abstractions;
using MdfMetrics.Cmdlets.Input;
using MdfMetrics.Progress;
using MdfMetrics.Storage.Writing;

namespace MdfMetrics.Cmdlets.Commands;

/// <summary>Export-MdfMetrics: writes the run last stopped, or the objects piped in, to a store.</summary>
[Cmdlet(VerbsData.Export, "MdfMetrics", SupportsShouldProcess = true, HelpUri = HelpPage.Address)]
[OutputType(typeof(RunMetrics))]
public sealed class ExportMdfMetricsCommand : MdfCommand
{
    private readonly Dictionary<string, RunAssembly> _runs = new(StringComparer.Ordinal);

    [Parameter(Position = 0)]
    [Alias("OutputPath")]
    [ValidateNotNullOrEmpty]
    public string? Path { get; set; }

    [Parameter(ValueFromPipeline = true)]
    public PSObject? InputObject { get; set; }

    [Parameter]
    public PartitionBy PartitionBy { get; set; }

    [Parameter]
    public SwitchParameter PassThru { get; set; }

    private protected override void Begin() =>
        this.RequireValue(nameof(InputObject), "the run last stopped is written");

    private protected override void Process()
    {
        if (InputObject is not null)
        {
            ContinueOnError(() =>
            {
                object metrics = MetricsObjects.From(InputObject);
                RunAssembly.Of(_runs, metrics).Add(metrics);
            });
        }
    }

    private protected override void End()
    {
        if (!MyInvocation.ExpectingInput && InputObject is null)
        {
            RunMetrics last = Session.LastStopped ?? throw new MetricsException(
                MetricsError.NoCurrentRun,
                "No run was stopped in this runspace. Pipe a run to Export-MdfMetrics: "
                    + "Get-MdfRun -Last 1 | Export-MdfMetrics -Path other.");
            RunAssembly.Of(_runs, last).Add(last);
        }

        WorkProgress progress = BeginProgress("Exporting runs", path: null);
        progress.Begin("Writing", "runs", _runs.Count, left: 1);
        foreach (RunAssembly run in progress.Follow(_runs.Values))
        {
            Cancellation.ThrowIfCancellationRequested();
            string store = Path is null && run.Target is { } target ? target.Store : StorePath(Path);
            if (ShouldProcess(store, $"Write the run '{run.RunId}'"))
            {
                ContinueOnError(() => Write(store, run));
            }
        }
    }

    private void Write(string store, RunAssembly assembly)
    {
        if (assembly.LacksHistograms)
        {
            WriteWarning($"Operator rows of the run '{assembly.RunId}' came without their histograms: their "
                + "percentiles stay, but nothing can merge them with those of other rows. Pipe the run itself, or read "
                + "the rows with Get-MdfOperatorMetric -IncludeHistogram.");
        }

        RunMetrics run = assembly.ToRun(ReportFile);
        run = new MetricsWriter(store, Options(assembly)).WriteAll(run, run.Stages!, run.Operators!);
        if (PassThru)
        {
            WriteObject(run);
        }
    }

    private WriterOptions Options(RunAssembly run)
    {
        WriterOptions options = run.Target?.Options ?? new WriterOptions();
        return MyInvocation.BoundParameters.ContainsKey(nameof(PartitionBy))
            ? options with { PartitionBy = PartitionBy }
            : options;
    }
}
