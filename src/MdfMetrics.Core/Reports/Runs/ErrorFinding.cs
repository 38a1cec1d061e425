using MdfMetrics.Reports.Facts;
using MdfMetrics.Reports.Words;

namespace MdfMetrics.Reports.Runs;

/// <summary>Which operators had errors.</summary>
internal static class ErrorFinding
{
    private const int MostNames = 4;

    public static string Of(RunFacts facts)
    {
        OperatorFacts[] wrong = [.. facts.Operators
            .Where(step => step.Row.error_count > 0)
            .OrderByDescending(step => step.Row.error_count)];
        return facts.Run.total_errors == 0 && wrong.Length == 0 ? "No errors."
            : wrong.Length == 0 ? $"{Spoken.Count(facts.Run.total_errors, "error")}, none of them of an operator."
            : $"{Spoken.Count(facts.Run.total_errors, "error")} in {Spoken.Count(wrong.Length, "operator")}: {
                Spoken.List([.. wrong.Select(One)], MostNames)}.";
    }

    private static string One(OperatorFacts step)
    {
        string usual = step.Compared("error_count") is { } row
            ? $" (usually {Spoken.Count(row.reference)})"
            : string.Empty;
        return $"{step.Label} {Spoken.Count(step.Row.error_count)}{usual}";
    }
}
