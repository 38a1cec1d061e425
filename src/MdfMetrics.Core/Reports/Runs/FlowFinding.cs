using MdfMetrics.Reports.Facts;
using MdfMetrics.Reports.Words;

namespace MdfMetrics.Reports.Runs;

/// <summary>What became of the records.</summary>
internal static class FlowFinding
{
    private const double FanOut = 1.005;
    private const int MostNames = 2;

    public static string Of(RunFacts facts)
    {
        string all = $"{Spoken.Count(facts.Run.total_input_records)} records in, {
            Spoken.Count(facts.Run.total_output_records)} out.";
        string[] sentences = [all, Lost(facts), FannedOut(facts), Aggregated(facts)];
        return string.Join(' ', sentences.Where(text => text.Length > 0));
    }

    /// <summary>Records of a transform that neither went on nor failed.</summary>
    private static long Dropped(OperatorMetrics row) => row.role is null or OperatorRole.Transform
        ? Math.Max(0, row.input_records - row.output_records - row.failed_records)
        : 0;

    private static string Lost(RunFacts facts)
    {
        OperatorFacts[] dropping = [.. facts.Operators
            .Where(step => Dropped(step.Row) > 0)
            .OrderByDescending(step => Dropped(step.Row))];
        long dropped = SaturatingMath.Sum(dropping.Select(step => Dropped(step.Row)));
        long failed = SaturatingMath.Sum(facts.Operators.Select(step => step.Row.failed_records));
        string most = dropping.Length switch
        {
            0 => string.Empty,
            1 => $"{Spoken.Count(dropped)} were dropped by {dropping[0].Label}",
            _ => $"{Spoken.Count(dropped)} were dropped, most by {dropping[0].Label} ({
                Spoken.Count(Dropped(dropping[0].Row))})",
        };
        string failures = failed > 0 ? $"{Spoken.Count(failed)} failed" : string.Empty;
        string both = string.Join("; ", new[] { most, failures }.Where(text => text.Length > 0));
        return both.Length > 0 ? both + "." : "None was dropped or failed.";
    }

    private static string FannedOut(RunFacts facts) => string.Join(' ', facts.Operators
        .Where(step => step.Row is { role: null or OperatorRole.Transform, input_records: > 0 } row
            && row.output_records > FanOut * row.input_records)
        .OrderByDescending(step => step.Row.output_records - step.Row.input_records)
        .Take(MostNames)
        .Select(step => FormattableString.Invariant($"{step.Label} makes {
            (double)step.Row.output_records / step.Row.input_records:0.00} records out of each one.")));

    private static string Aggregated(RunFacts facts) => string.Join(' ', facts.Operators
        .Where(step => step.Row is { role: OperatorRole.Aggregate, input_records: > 0 })
        .Take(MostNames)
        .Select(step =>
            $"{step.Label} makes {Spoken.Count(step.Row.output_records)} of {Spoken.Count(step.Row.input_records)}."));
}
