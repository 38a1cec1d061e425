using MdfMetrics.Reports.Facts;

namespace MdfMetrics.Reports.Runs;

/// <summary>Since when an operator is as slow as in this run.</summary>
internal static class SlowSince
{
    /// <summary>The runs up to this one in which its throughput was as low, by the bound of Compare-MdfRun.</summary>
    public static Streak Of(RunFacts facts, OperatorFacts step)
    {
        double bound = step.Compared("throughput")?.noise_low ?? double.NaN;
        return Streak.Back(facts.Evidence.History, run => facts.Evidence.Rows.Operators(run)
            .FirstOrDefault(row => row.stage_name == step.Row.stage_name && row.operator_name == step.Name) is { } row
            ? row.throughput < bound
            : null);
    }
}
