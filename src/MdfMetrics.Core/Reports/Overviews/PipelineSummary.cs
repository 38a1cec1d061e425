using MdfMetrics.Progress;
using MdfMetrics.Reports.Data;
using MdfMetrics.Reports.Facts;
using MdfMetrics.Reports.Pipelines;
using MdfMetrics.Reports.Words;
using MdfMetrics.Summaries.Periods;

namespace MdfMetrics.Reports.Overviews;

/// <summary>A pipeline of an overview.</summary>
internal sealed class PipelineSummary
{
    // So many runs on each side tell which operator a step is due to.
    private const int StepRuns = 10;
    private const int StripRuns = 30;

    private readonly DateWords _dates;

    /// <param name="runs">The oldest first.</param>
    public PipelineSummary(
        IReadOnlyList<RunMetrics> runs,
        PeriodZone zone,
        Action<MetricsException> onError,
        CancellationToken token)
    {
        State = new PipelineState(new PipelineHistory(runs));
        _dates = new DateWords(zone, runs);
        Words = new PipelineWords(State, CulpritOf(State.Step, onError, token), _dates);
    }

    public PipelineState State { get; }

    public PipelineWords Words { get; }

    private PipelineHistory History => State.History;

    public PipelineLine Line()
    {
        IReadOnlyList<RunMetrics> current = State.Current;
        RunMetrics[] strip = [.. History.Runs.TakeLast(StripRuns)];
        return new PipelineLine
        {
            Name = History.Name,
            Tags = TagTexts.Of(History.Newest.tags),
            Cadence = _dates.Cadence,
            Level = State.Level,
            Say = Words.Short(),
            Runs = History.Runs.Count,
            Completed = History.Completed.Count,
            Failed = History.Runs.Count(run => run.status == RunStatus.Failed),
            Abandoned = History.Runs.Count(run => run.status == RunStatus.Abandoned),
            Empty = History.Empty.Count,
            Last = new LastRun
            {
                RunId = History.Newest.run_id,
                Start = History.Newest.StartUtc!.Value,
                Status = History.Newest.status,
                Duration = History.Newest.duration,
            },
            Median = Median(current, run => run.duration),
            Usual = State.Step is { } step ? Median(step.Before, run => run.duration) : null,
            Input = Median(current, run => run.total_input_records),
            PassRate = Median(current, run => run.overall_pass_rate),
            Errors = Median(current, run => run.total_errors),
            PassLow = State.LowPass.Count,
            Strip = new Strip
            {
                Status = [.. strip.Select(run => run.status)],
                Duration = [.. strip.Select(run => run.duration)],
                Start = [.. strip.Select(run => run.StartUtc!.Value)],
                Input = [.. strip.Select(run => run.total_input_records)],
            },
        };
    }

    private static Culprit? CulpritOf(Step? step, Action<MetricsException> onError, CancellationToken token)
    {
        if (step is null)
        {
            return null;
        }

        RunMetrics[] before = [.. step.Before.TakeLast(StepRuns)];
        RunMetrics[] all = [.. before, .. step.Since.TakeLast(StepRuns)];
        var series = new PipelineSeries(all, onError, WorkProgress.None, token);
        return Culprit.Find(series, Array.ConvertAll(all, _ => true), before.Length, step.IsWorse);
    }

    private static double? Median(IReadOnlyList<RunMetrics> runs, Func<RunMetrics, double> value) =>
        RunFacts.MedianOf(runs.Select(value)) is var median && double.IsFinite(median) ? median : null;
}
