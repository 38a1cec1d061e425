using System.Management.Automation;
using MdfMetrics.Aggregation;
using MdfMetrics.Cmdlets.Abstractions;
using MdfMetrics.Cmdlets.Completion;
using MdfMetrics.Cmdlets.Input;
using MdfMetrics.Runs;

namespace MdfMetrics.Cmdlets.Commands;

/// <summary>
/// Add-MdfStageMetric: gives a stage figures that win over those computed from its operators.
/// </summary>
[Cmdlet(VerbsCommon.Add, "MdfStageMetric", HelpUri = HelpPage.Address)]
[OutputType(typeof(StageMetrics))]
public sealed class AddMdfStageMetricCommand : MdfCommand
{
    [Parameter(Position = 0, ValueFromPipelineByPropertyName = true)]
    [Alias("stage_name", "Name")]
    [ArgumentCompleter(typeof(StageNameCompleter))]
    public string? StageName { get; set; }

    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("num_workers")]
    [Figure(typeof(long))]
    public long? NumWorkers { get; set; }

    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("input_records")]
    [Figure(typeof(long))]
    public long? InputRecords { get; set; }

    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("output_records")]
    [Figure(typeof(long))]
    public long? OutputRecords { get; set; }

    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("total_time")]
    [Figure(typeof(double))]
    public double? TotalTime { get; set; }

    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("avg_throughput")]
    [Figure(typeof(double))]
    public double? AvgThroughput { get; set; }

    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("min_throughput")]
    [Figure(typeof(double))]
    public double? MinThroughput { get; set; }

    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("max_throughput")]
    [Figure(typeof(double))]
    public double? MaxThroughput { get; set; }

    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("error_count")]
    [Figure(typeof(long))]
    public long? ErrorCount { get; set; }

    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(StageRoleCompleter))]
    public string? Role { get; set; }

    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("custom_metrics")]
    public object? CustomMetric { get; set; }

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

        bool isPiped = MyInvocation.ExpectingInput;
        if (isPiped)
        {
            this.WarnOfHalves(new[] { StageName });
        }

        // CSV has an empty text where a row has no stage.
        string stage = Session.RequireStage(run, isPiped ? NotEmpty(StageName) : StageName);
        ContinueOnError(() =>
        {
            string kept = run.Collector.AddStage(
                stage,
                StageFigures.From(ParameterColumns.Of(this)),
                CustomMetrics.From(CustomMetric, run.Options));
            if (PassThru)
            {
                WriteObject(run.Collector.GetStageMetrics().Single(known => known.stage_name == kept));
            }
        });
    }
}
