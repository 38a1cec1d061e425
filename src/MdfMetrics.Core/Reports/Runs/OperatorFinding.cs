using MdfMetrics.Reports.Facts;
using MdfMetrics.Reports.Words;

namespace MdfMetrics.Reports.Runs;

/// <summary>Which operators are slower than usual.</summary>
internal static class OperatorFinding
{
    private const int MostNames = 4;

    public static string Of(RunFacts facts)
    {
        int count = facts.Operators.Count;
        OperatorFacts[] slower = [.. facts.Slower];
        return count == 0 ? "The run has no operators."
            : !facts.Evidence.HasReference ? Longest(facts)
            : slower.Length == 0 ? $"{(count == 1 ? "The operator is not" : $"None of the {count} operators is")
                } slower than usual."
            : $"{slower.Length} of {Spoken.Count(count, "operator")} {
                (slower.Length == 1 ? "is" : "are")} slower than usual: {
                Spoken.List([.. slower.Select(step => $"{step.Label} ({Spoken.Times(step.SlowerBy)})")], MostNames)}.";
    }

    private static string Longest(RunFacts facts) => facts.Bottleneck is { } step
        ? $"{step.Label} took the longest of {Spoken.Count(facts.Operators.Count, "operator")}: {
            Spoken.Duration(step.Time)}."
        : "No operator took any time.";
}
