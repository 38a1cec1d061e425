using System.Management.Automation;
using MdfMetrics.Cmdlets.Abstractions;
using MdfMetrics.Cmdlets.Completion;
using MdfMetrics.Storage;

namespace MdfMetrics.Cmdlets.Commands;

/// <summary>Get-MdfOperatorMetric: the operator rows of runs.</summary>
[Cmdlet(VerbsCommon.Get, "MdfOperatorMetric")]
[OutputType(typeof(OperatorMetrics))]
public sealed class GetMdfOperatorMetricCommand : MetricCommand
{
    private NameFilter _operators = null!;

    [Parameter]
    [Alias("operator_name")]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(OperatorNameCompleter))]
    public string[]? OperatorName { get; set; }

    private protected override void Begin()
    {
        base.Begin();
        _operators = new NameFilter(OperatorName);
    }

    private protected override void WriteLive(RunMetrics run) =>
        WriteObject(
            run.Operators!.Where(row => StageFilter.IsMatch(row.stage_name) && _operators.IsMatch(row.operator_name)),
            enumerateCollection: true);

    private protected override void WriteStored(RunMetrics run) =>
        WriteObject(
            new MetricsReader(run.store!)
                .ReadOperators([run], StageFilter.Test, _operators.Test, ReportFile, Cancellation),
            enumerateCollection: true);
}
