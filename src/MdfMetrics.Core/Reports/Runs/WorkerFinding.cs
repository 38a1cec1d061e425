using MdfMetrics.Reports.Facts;
using MdfMetrics.Reports.Words;

namespace MdfMetrics.Reports.Runs;

/// <summary>Whether the work was balanced.</summary>
internal static class WorkerFinding
{
    public static string Of(RunFacts facts) => Stragglers.Worst(facts) switch
    {
        null => "Every operator ran on one worker.",
        { Ratio: < Stragglers.Notable } worst =>
            $"Work is balanced: no worker needed more than {Spoken.Times(worst.Ratio)} the median of its operator.",
        var worst => $"{worst.Worker} needed {Spoken.Times(worst.Ratio)} the median of {
            worst.Operator.Label}'s workers ({Spoken.Duration(worst.Time)}).",
    };
}
