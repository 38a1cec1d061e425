using System.Management.Automation;
using MdfMetrics.Cmdlets.Abstractions;
using MdfMetrics.Storage.Reading;

namespace MdfMetrics.Cmdlets.Commands;

/// <summary>Get-MdfStageMetric: the stages of runs.</summary>
[Cmdlet(VerbsCommon.Get, "MdfStageMetric")]
[OutputType(typeof(StageMetrics))]
public sealed class GetMdfStageMetricCommand : MetricCommand
{
    private protected override void WriteLive(RunMetrics run) =>
        WriteObject(run.Stages!.Where(row => StageFilter.IsMatch(row.stage_name)), enumerateCollection: true);

    private protected override void WriteStored(MetricsReader reader, IReadOnlyList<RunMetrics> runs) =>
        WriteObject(reader.ReadStages(runs, StageFilter.Test, ReportFile, Cancellation), enumerateCollection: true);
}
