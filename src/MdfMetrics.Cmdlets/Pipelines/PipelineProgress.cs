using System.Diagnostics;
using System.Globalization;
using System.Management.Automation;
using MdfMetrics.Cmdlets.Pipelines.Workers;
using MdfMetrics.Cmdlets.Views;
using MdfMetrics.Runs;

namespace MdfMetrics.Cmdlets.Pipelines;

/// <summary>
/// Shows how far a pipeline is: a bar for each stage, at most four times a second, and none where it is over soon.
/// </summary>
internal sealed class PipelineProgress(PSCmdlet cmdlet, MetricsRun run, PipelineRunner runner, long? maxSamples)
{
    private static readonly TimeSpan s_interval = TimeSpan.FromMilliseconds(250);

    private static readonly TimeSpan s_silence = TimeSpan.FromMilliseconds(500);

    private readonly Stopwatch _watch = Stopwatch.StartNew();
    private TimeSpan _due = s_silence;
    private bool _isShown;

    /// <summary>Shows it, where it was not shown just now.</summary>
    public void Tick()
    {
        if (_watch.Elapsed < _due)
        {
            return;
        }

        _due = _watch.Elapsed + s_interval;
        _isShown = true;
        IReadOnlyList<OperatorMetrics> rows = run.Options.Enabled ? run.Collector.GetOperatorMetrics() : [];
        foreach (WorkerGroup stage in Stages())
        {
            cmdlet.WriteProgress(Record(stage, Status(stage, rows)));
        }
    }

    /// <summary>Takes the bars away. After Ctrl+C a cmdlet may write nothing: the host does it then.</summary>
    public void Complete()
    {
        foreach (WorkerGroup stage in _isShown && !cmdlet.Stopping ? Stages() : [])
        {
            ProgressRecord record = Record(stage, "Done");
            record.RecordType = ProgressRecordType.Completed;
            cmdlet.WriteProgress(record);
        }
    }

    private IEnumerable<WorkerGroup> Stages() => runner.Groups.Where(group => group.IsStage);

    private ProgressRecord Record(WorkerGroup stage, string status) =>
        new(runner.Groups.ToList().IndexOf(stage), stage.Name, status)
        {
            // The loader is ahead of the stages by what waits between them.
            PercentComplete = maxSamples is { } most
                ? (int)Math.Min(100, 100.0 * Stages().First().InputRecords / most)
                : -1,
        };

    private string Status(WorkerGroup stage, IReadOnlyList<OperatorMetrics> rows)
    {
        double rate = stage.InputRecords / _watch.Elapsed.TotalSeconds;
        OperatorMetrics[] own = [.. rows.Where(row => row.stage_name == stage.Name)];
        long errors = own.Sum(row => row.error_count);
        OperatorMetrics? slowest = own.Where(row => row.p95_latency >= 0).MaxBy(row => row.p95_latency);
        string text = string.Create(
            CultureInfo.CurrentCulture,
            $"{stage.InputRecords:N0} in, {stage.OutputRecords:N0} out, {rate:N0}/s, {errors:N0} errors");
        return slowest is null
            ? text
            : $"{text}, p95 {Readable.Duration(slowest.p95_latency)} {slowest.operator_name}";
    }
}
