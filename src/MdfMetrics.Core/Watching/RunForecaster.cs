namespace MdfMetrics.Watching;

/// <summary>
/// Tells how far along a run is by one that has completed: each stage by the records that came in, weighed by the time
/// that it took there. What is left takes its time there, as much faster or slower as the run has been so far.
/// </summary>
/// <param name="reference">The run that tells it.</param>
/// <param name="stages">Its stages in order.</param>
internal sealed class RunForecaster(RunMetrics reference, IReadOnlyList<StageMetrics> stages)
{
    /// <summary>What is going on is never all done: it may have more to do than there was before.</summary>
    private const double MostOfOpen = 0.99;

    /// <summary>How much of the reference's time must have gone before the run's own pace counts for half.</summary>
    private const double Doubt = 0.05;

    /// <summary>The forecast; null where the reference tells nothing.</summary>
    /// <param name="run">The run, with its stages and the time since it began.</param>
    /// <param name="isOpen">Whether a stage is going on.</param>
    public Forecast? Of(RunMetrics run, Predicate<string> isOpen, DateTime nowUtc)
    {
        double whole = reference.duration;
        if (!(whole > 0) || !double.IsFinite(run.duration))
        {
            return null;
        }

        double done = Math.Min(MostOfOpen, Done(run, isOpen));
        double pace = (run.duration + Doubt * whole) / ((done + Doubt) * whole);
        double left = Math.Min((1 - done) * whole * pace, TimeSpan.FromDays(3650).TotalSeconds);
        return new Forecast(reference, 100 * done, nowUtc.AddSeconds(left));
    }

    private double Done(RunMetrics run, Predicate<string> isOpen)
    {
        double all = stages.Sum(Weight);
        if (!(all > 0))
        {
            return run.duration / reference.duration;
        }

        Dictionary<string, StageMetrics> begun =
            run.Stages!.ToDictionary(stage => stage.stage_name, StringComparer.Ordinal);
        double done = 0;
        bool isLaterBegun = false;
        foreach (StageMetrics stage in stages.Reverse())
        {
            if (begun.TryGetValue(stage.stage_name, out StageMetrics? now))
            {
                bool isLeft = !isOpen(stage.stage_name) && isLaterBegun;
                done += Weight(stage) * (isLeft ? 1 : Part(now, stage));
                isLaterBegun = true;
            }
        }

        return done / all;
    }

    private static double Part(StageMetrics now, StageMetrics before) => Math.Min(
        MostOfOpen,
        before.input_records > 0 ? (double)now.input_records / before.input_records
            : now.wall_time / before.wall_time is > 0 and var part ? part
            : 0);

    private static double Weight(StageMetrics stage) =>
        stage.wall_time > 0 ? stage.wall_time : stage.total_time > 0 ? stage.total_time : 0;
}
