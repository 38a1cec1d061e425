using MdfMetrics.Reports.Facts;
using MdfMetrics.Reports.Words;

namespace MdfMetrics.Reports.Runs;

/// <summary>Where the time went.</summary>
internal static class TimeFinding
{
    public static string Of(RunFacts facts)
    {
        if (facts.Stages.MaxBy(stage => stage.Wall) is not { } longest)
        {
            return "The run has no stages.";
        }

        string share = facts.Run.duration > 0 && longest.Wall <= facts.Run.duration
            ? $" of {Spoken.Duration(facts.Run.duration)} ({
                Spoken.Percent(Math.Round(100 * longest.Wall / facts.Run.duration))})"
            : string.Empty;
        string usual = double.IsFinite(longest.UsualWall)
            ? $", usually {Spoken.Duration(longest.UsualWall)}"
            : string.Empty;
        string bottleneck = facts.Bottleneck is { } step
            ? $" The bottleneck is {step.Label}: {(step.Workers.Count > 1 ? "its slowest worker" : "it")} was busy for {
                Spoken.Duration(step.Time)}."
            : string.Empty;
        return $"{longest.Name} took {Spoken.Duration(longest.Wall)}{share}{usual}.{bottleneck}";
    }
}
