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
        DateTime since = pipelines.Max(pipeline => pipeline.State.History.Newest.StartUtc!.Value) - s_span;
        return [.. pipelines
            .SelectMany((pipeline, i) => pipeline.State.History.Runs
                .Where(run => run.StartUtc > since)
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
        var ends = new PriorityQueue<Lane, DateTime>();
        foreach (Lane lane in lanes.Where(lane => double.IsFinite(lane.Duration)))
        {
            while (ends.TryPeek(out _, out DateTime end) && end <= lane.Start)
            {
                ends.Dequeue();
            }

            ends.Enqueue(lane, lane.Start.AddSeconds(lane.Duration));
            most = Math.Max(most, ends.Count);
        }

        string together = most > 1 ? $"up to {most} at a time" : "never two at a time";
        return $"The last three days: {Spoken.Count(lanes.Count, "run")}, {together}.";
    }
}
