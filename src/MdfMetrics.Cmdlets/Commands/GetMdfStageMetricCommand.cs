using System.Management.Automation;
using MdfMetrics.Cmdlets.Abstractions;
using MdfMetrics.Storage.Reading;

namespace MdfMetrics.Cmdlets.Commands;

/// <summary>Get-MdfStageMetric: the stages of runs.</summary>
[Cmdlet(VerbsCommon.Get, "MdfStageMetric", HelpUri = HelpPage.Address)]
[OutputType(typeof(StageMetrics))]
public sealed class GetMdfStageMetricCommand : MetricCommand
{
    private protected override void WriteLive(RunMetrics run) =>
        WriteEach(run.Stages!.Where(row => StageFilter.IsMatch(row.stage_name)));

    private protected override void WriteStored(MetricsReader reader, IReadOnlyList<RunMetrics> runs) =>
        WriteEach(reader.ReadStages(runs, StageFilter.Test, ReportFile, Cancellation));
}
