using MdfMetrics.Reports.Data;
using MdfMetrics.Reports.Words;

namespace MdfMetrics.Reports.Overviews;

/// <summary>When the runs of the last days ran.</summary>
internal static class Lanes
{
    private const int Most = 500;

    private static readonly TimeSpan s_span = TimeSpan.FromDays(3);

    /// <param name="pipelines">In the order of the page.</param>
    public static IReadOnlyList<Lane> Of(IReadOnlyList<PipelineSummary> pipelines)
    {
        DateTime newest = pipelines.Max(pipeline => pipeline.State.History.Newest.StartUtc!.Value);
        return [.. pipelines
            .SelectMany((pipeline, i) => pipeline.State.History.Runs
                .Where(run => newest - run.StartUtc < s_span)
                .Select(run => new Lane
                {
                    Pipeline = i,
                    Start = run.StartUtc!.Value,
                    Duration = run.duration,
                    Status = run.status,
                }))
            .OrderBy(lane => lane.Start)
            .TakeLast(Most)];
    }

    public static string Finding(IReadOnlyList<Lane> lanes)
    {
        int most = 0;
        var ends = new PriorityQueue<Lane, TimeSpan>();
        foreach (Lane lane in lanes.Where(lane => double.IsFinite(lane.Duration)))
        {
            TimeSpan start = lane.Start - lanes[0].Start;
            while (ends.TryPeek(out _, out TimeSpan end) && end <= start)
            {
                ends.Dequeue();
            }

            // Files of others may say that a run took longer than there is time.
            ends.Enqueue(lane, start + TimeSpan.FromSeconds(Math.Clamp(lane.Duration, 0, s_span.TotalSeconds)));
            most = Math.Max(most, ends.Count);
        }

        string together = most > 1 ? $"up to {most} at a time" : "never two at a time";
        return $"The last three days: {Spoken.Count(lanes.Count, "run")}, {together}.";
    }
}
