using MdfMetrics.Reports.Facts;

namespace MdfMetrics.Reports.Runs;

/// <summary>Where a run came to its end, as far as its rows and its error tell.</summary>
/// <param name="Stage">The stage; null where the run has none.</param>
/// <param name="HasRows">Whether the stage left a row.</param>
/// <param name="Operator">The operator that the error is of.</param>
internal sealed record FailurePlace(string? Stage, bool HasRows, string? Operator)
{
    public static FailurePlace Of(RunFacts facts)
    {
        // A stage that left nothing is the place only where the error names one of its operators.
        if (facts.Missing.FirstOrDefault(stage => OperatorIn(facts, stage) is not null) is { } missing)
        {
            return new FailurePlace(missing, HasRows: false, OperatorIn(facts, missing));
        }

        if (facts.Stages is not [.., var last])
        {
            return new FailurePlace(null, HasRows: false, null);
        }

        string? step = last.Operators.LastOrDefault(step => IsNamed(facts, step.Name))?.Name
            ?? last.Operators.LastOrDefault(step => step.Row.error_count > 0)?.Name;
        return new FailurePlace(last.Name, HasRows: true, step);
    }

    private static string? OperatorIn(RunFacts facts, string stage) => facts.Evidence.References
        .SelectMany(facts.Evidence.Rows.Operators)
        .Where(row => row.stage_name == stage && IsNamed(facts, row.operator_name))
        .Select(row => row.operator_name)
        .FirstOrDefault();

    private static bool IsNamed(RunFacts facts, string step) =>
        facts.Run.error?.Contains(step, StringComparison.Ordinal) == true;
}
