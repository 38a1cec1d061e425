using System.Globalization;
using System.Management.Automation;
using MdfMetrics.Runs;

namespace MdfMetrics.Cmdlets.Session;

/// <summary>
/// Shows how far the run is while a block works for it, twice a second at most: what the operators of this runspace
/// measure gives the occasions.
/// </summary>
/// <param name="cmdlet">The one that runs the block.</param>
internal sealed class RunProgress(PSCmdlet cmdlet, LiveRun run)
{
    private const long Interval = 500;

    private long _next = Environment.TickCount64 + Interval;
    private bool _isShown;

    /// <summary>Shows it, where it was not shown just now.</summary>
    public void Tick()
    {
        long now = Environment.TickCount64;
        if (now >= _next)
        {
            _next = now + Interval;
            _isShown = true;
            cmdlet.WriteProgress(new ProgressRecord(0, Activity, Status()));
        }
    }

    /// <summary>Takes it away.</summary>
    public void Complete()
    {
        if (_isShown && !cmdlet.Stopping)
        {
            cmdlet.WriteProgress(new ProgressRecord(0, Activity, " ") { RecordType = ProgressRecordType.Completed });
        }
    }

    private string Activity => run.PipelineName is null ? $"Run {run.RunId}" : $"{run.PipelineName}: run {run.RunId}";

    private string Status()
    {
        string? open = run.Collector.OpenStage;
        StageMetrics? stage = run.GetRunMetrics().Stages!.FirstOrDefault(stage => stage.stage_name == open);
        return stage is null ? " " : string.Create(
            CultureInfo.CurrentCulture,
            $"{stage.stage_name}: {stage.input_records:N0} in, {stage.output_records:N0} out, "
                + $"{stage.input_records / stage.wall_time:N0}/s, {stage.error_count:N0} errors");
    }
}
