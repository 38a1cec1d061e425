using MdfMetrics.Reports.Facts;

namespace MdfMetrics.Reports.Runs;

/// <summary>Workers that took longer than those beside them.</summary>
internal static class Stragglers
{
    /// <summary>So many times the median of the workers is worth a word.</summary>
    public const double Notable = 1.25;

    // Of an operator that takes no time, no worker keeps the others waiting.
    private const double LeastShare = 0.01;

    /// <summary>The slowest worker against the median of its operator; null where none has several.</summary>
    public static Straggler? Worst(RunFacts facts)
    {
        double least = LeastShare * facts.Operators.Select(step => step.Time).DefaultIfEmpty().Max();
        return facts.Operators
            .Where(step => step.Workers.Count > 1 && step.Time > least)
            .Select(Of)
            .OrderByDescending(straggler => straggler.Ratio)
            .FirstOrDefault();
    }

    private static Straggler Of(OperatorFacts step)
    {
        OperatorMetrics slowest = step.Workers.MaxBy(row => row.total_time)!;
        double median = RunFacts.MedianOf(step.Workers.Select(row => row.total_time));
        return new Straggler(step, slowest.worker_id, slowest.total_time, median > 0 ? slowest.total_time / median : 1);
    }
}
