using MdfMetrics.Reports.Data;
using MdfMetrics.Reports.Facts;
using MdfMetrics.Reports.Words;
using MdfMetrics.Secrets;

namespace MdfMetrics.Reports.Runs;

/// <summary>The user's own figures of a run, each beside its usual range.</summary>
internal static class CustomLines
{
    private const int MostTexts = 3;

    public static IReadOnlyList<CustomLine> Of(RunFacts facts) =>
    [
        .. facts.Stages.SelectMany(stage => Lines(
            [stage.Row.Redacted(SecretRedactor.Standard).custom_metrics],
            facts.Evidence.References.Select(run => facts.Evidence.Rows.Stages(run)
                .Where(row => row.stage_name == stage.Name)
                .Select(row => row.Redacted(SecretRedactor.Standard).custom_metrics)),
            new CustomLine { Key = string.Empty, Kind = string.Empty, Stage = stage.Index })),
        .. facts.Operators.SelectMany(step => Lines(
            step.Workers.Select(row => row.Redacted(SecretRedactor.Standard).custom_metrics),
            facts.Evidence.References.Select(run => facts.Evidence.Rows.Workers(run)
                .Where(row => (row.stage_name, row.operator_name) == (step.Row.stage_name, step.Name))
                .Select(row => row.Redacted(SecretRedactor.Standard).custom_metrics)),
            new CustomLine { Key = string.Empty, Kind = string.Empty, Operator = step.Index })),
    ];

    private static IEnumerable<CustomLine> Lines(
        IEnumerable<JsonMap?> rows,
        IEnumerable<IEnumerable<JsonMap?>> references,
        CustomLine blank)
    {
        var figures = new CustomFigures(rows);
        CustomFigures[] before = figures.Names.Any() ? [.. references.Select(run => new CustomFigures(run))] : [];
        foreach (string name in figures.Names)
        {
            CustomLine line = blank with { Key = name, Workers = figures.Count(name) };
            double[] numbers = figures.Numbers(name);
            double[] usual = [.. before.Select(run => RunFacts.MedianOf(run.Numbers(name))).Where(double.IsFinite)];
            yield return numbers.Length == 0
                ? line with { Kind = "text", Text = Spoken.List(figures.Texts(name), MostTexts) }
                : line with
                {
                    Kind = "number",
                    Median = RunFacts.MedianOf(numbers),
                    Min = numbers.Min(),
                    Max = numbers.Max(),
                    UsualLow = usual.Length > 0 ? usual.Min() : null,
                    UsualHigh = usual.Length > 0 ? usual.Max() : null,
                };
        }
    }
}
