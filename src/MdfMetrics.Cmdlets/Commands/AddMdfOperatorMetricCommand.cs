using System.Management.Automation;
using MdfMetrics.Aggregation;
using MdfMetrics.Cmdlets.Abstractions;
using MdfMetrics.Cmdlets.Completion;
using MdfMetrics.Cmdlets.Input;
using MdfMetrics.Collection;
using MdfMetrics.Runs;

namespace MdfMetrics.Cmdlets.Commands;

/// <summary>Add-MdfOperatorMetric: adds figures of an operator that were measured elsewhere.</summary>
[Cmdlet(VerbsCommon.Add, "MdfOperatorMetric", DefaultParameterSetName = FiguresSet, HelpUri = HelpPage.Address)]
[OutputType(typeof(OperatorMetrics))]
public sealed class AddMdfOperatorMetricCommand : MdfCommand
{
    private const string FiguresSet = "Figures";
    private const string WorkerStatSet = "WorkerStat";

    private bool _hasWarned;

    [Parameter(ParameterSetName = FiguresSet, Position = 0, ValueFromPipelineByPropertyName = true)]
    [Alias("operator_name", "Name")]
    [ArgumentCompleter(typeof(OperatorNameCompleter))]
    public string? OperatorName { get; set; }

    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("stage_name")]
    [ArgumentCompleter(typeof(StageNameCompleter))]
    public string? StageName { get; set; }

    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("worker_id")]
    public string? WorkerId { get; set; }

    [Parameter(ParameterSetName = FiguresSet, ValueFromPipelineByPropertyName = true)]
    [Figure(typeof(DateTime))]
    public DateTime? Timestamp { get; set; }

    [Parameter(ParameterSetName = FiguresSet, ValueFromPipelineByPropertyName = true)]
    [Alias("input_records")]
    [Figure(typeof(long))]
    public long? InputRecords { get; set; }

    [Parameter(ParameterSetName = FiguresSet, ValueFromPipelineByPropertyName = true)]
    [Alias("output_records")]
    [Figure(typeof(long))]
    public long? OutputRecords { get; set; }

    [Parameter(ParameterSetName = FiguresSet, ValueFromPipelineByPropertyName = true)]
    [Alias("pass_rate")]
    [Figure(typeof(double))]
    public double? PassRate { get; set; }

    [Parameter(ParameterSetName = FiguresSet, ValueFromPipelineByPropertyName = true)]
    [Alias("total_time")]
    [Figure(typeof(double))]
    public double? TotalTime { get; set; }

    [Parameter(ParameterSetName = FiguresSet)]
    public double[]? Latency { get; set; }

    [Parameter(ParameterSetName = FiguresSet, ValueFromPipelineByPropertyName = true)]
    [Alias("avg_latency")]
    [Figure(typeof(double))]
    public double? AvgLatency { get; set; }

    [Parameter(ParameterSetName = FiguresSet, ValueFromPipelineByPropertyName = true)]
    [Alias("min_latency")]
    [Figure(typeof(double))]
    public double? MinLatency { get; set; }

    [Parameter(ParameterSetName = FiguresSet, ValueFromPipelineByPropertyName = true)]
    [Alias("max_latency")]
    [Figure(typeof(double))]
    public double? MaxLatency { get; set; }

    [Parameter(ParameterSetName = FiguresSet, ValueFromPipelineByPropertyName = true)]
    [Alias("p50_latency")]
    [Figure(typeof(double))]
    public double? P50Latency { get; set; }

    [Parameter(ParameterSetName = FiguresSet, ValueFromPipelineByPropertyName = true)]
    [Alias("p95_latency")]
    [Figure(typeof(double))]
    public double? P95Latency { get; set; }

    [Parameter(ParameterSetName = FiguresSet, ValueFromPipelineByPropertyName = true)]
    [Alias("p99_latency")]
    [Figure(typeof(double))]
    public double? P99Latency { get; set; }

    [Parameter(ParameterSetName = FiguresSet, ValueFromPipelineByPropertyName = true)]
    [Figure(typeof(double))]
    public double? Throughput { get; set; }

    [Parameter(ParameterSetName = FiguresSet, ValueFromPipelineByPropertyName = true)]
    [Alias("error_count")]
    [Figure(typeof(long))]
    public long? ErrorCount { get; set; }

    [Parameter(ParameterSetName = FiguresSet, ValueFromPipelineByPropertyName = true)]
    [Alias("failed_records")]
    [Figure(typeof(long))]
    public long? FailedRecords { get; set; }

    [Parameter(ParameterSetName = FiguresSet, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(OperatorRoleCompleter))]
    public string? Role { get; set; }

    [Parameter(ParameterSetName = FiguresSet, ValueFromPipelineByPropertyName = true)]
    [Alias("custom_metrics")]
    public object? CustomMetric { get; set; }

    [Parameter(ParameterSetName = FiguresSet, ValueFromPipelineByPropertyName = true)]
    [Alias("stage_index")]
    [Figure(typeof(long))]
    public long? StageIndex { get; set; }

    [Parameter(ParameterSetName = FiguresSet, ValueFromPipelineByPropertyName = true)]
    [Alias("operator_index")]
    [Figure(typeof(long))]
    public long? OperatorIndex { get; set; }

    [Parameter(ParameterSetName = FiguresSet, ValueFromPipelineByPropertyName = true)]
    [Alias("latency_method")]
    public string? LatencyMethod { get; set; }

    [Parameter(ParameterSetName = FiguresSet, ValueFromPipelineByPropertyName = true)]
    [Alias("latency_histogram")]
    public string? LatencyHistogram { get; set; }

    [Parameter(ParameterSetName = FiguresSet, ValueFromPipelineByPropertyName = true)]
    [Alias("entry_id")]
    public string? EntryId { get; set; }

    [Parameter(ParameterSetName = FiguresSet, ValueFromPipelineByPropertyName = true)]
    [Figure(typeof(long))]
    public long? Revision { get; set; }

    [Parameter(ParameterSetName = WorkerStatSet, Mandatory = true)]
    [ValidateNotNull]
    public object? WorkerStat { get; set; }

    [Parameter]
    [RunOfThisProcess]
    public RunHandle? Run { get; set; }

    [Parameter]
    public SwitchParameter PassThru { get; set; }

    private protected override void Process()
    {
        LiveRun run = RequireRun(Run);
        if (!run.Options.Enabled)
        {
            return;
        }

        if (MyInvocation.ExpectingInput)
        {
            this.WarnOfHalves(new[] { OperatorName, StageName, WorkerId });
        }

        if (WorkerStat is null)
        {
            string stage = Session.RequireStage(run, NotEmpty(StageName));
            Add(
                run,
                () => OperatorFigures.ToMetrics(
                    ParameterColumns.Of(this),
                    Identity(run, stage, OperatorName, NotEmpty(WorkerId)),
                    Latency),
                run.Collector.AddOperator);
            return;
        }

        foreach (WorkerStatistics stat in WorkerStatistics.All(WorkerStat))
        {
            string stage = stat.StageName ?? Session.RequireStage(run, NotEmpty(StageName));
            string? worker = stat.WorkerId(NotEmpty(WorkerId));
            Add(run, () => stat.ToMetrics(Identity(run, stage, stat.OperatorName, worker)), run.Collector.AddTotals);
        }
    }

    private void Add(LiveRun run, Func<OperatorMetrics> make, Func<OperatorMetrics, OperatorMetrics> add) =>
        ContinueOnError(() =>
        {
            OperatorMetrics row = make();
            row = run.Options.CollectCustomMetrics ? row : row with { custom_metrics = null };
            WarnOfLatencies(row);
            row = add(row);
            if (PassThru)
            {
                WriteObject(row);
            }
        });

    private void WarnOfLatencies(OperatorMetrics row)
    {
        if (row.LacksLatencies && !_hasWarned)
        {
            _hasWarned = true;
            WriteWarning($"Rows of the operator '{row.operator_name}' came without their histogram: their percentiles "
                + "can't be merged with those of other rows. Get-MdfOperatorMetric -IncludeHistogram reads it.");
        }
    }

    private OperatorMetrics Identity(LiveRun run, string stage, string? name, string? worker) => new()
    {
        run_id = run.RunId,
        stage_name = stage,
        operator_name = name ?? string.Empty,
        worker_id = worker ?? run.Workers.For(
            System.Management.Automation.Runspaces.Runspace.DefaultRunspace),
        timestamp = Timestamp ?? TimeProvider.System.GetUtcNow().UtcDateTime,
        entry_id = NotEmpty(EntryId),
        revision = Revision ?? 0,
    };
}
