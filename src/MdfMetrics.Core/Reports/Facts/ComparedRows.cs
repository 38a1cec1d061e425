namespace MdfMetrics.Reports.Facts;

/// <summary>The rows of Compare-MdfRun, by what they are about.</summary>
internal sealed class ComparedRows
{
    private const string RunLevel = "run";
    private const string StageLevel = "stage";
    private const string OperatorLevel = "operator";

    private readonly Dictionary<(string Level, string? Stage, string? Operator, string Metric), RunComparison> _rows =
        [];

    public ComparedRows(IReadOnlyList<RunComparison> rows)
    {
        Missing = [.. rows.Where(row => row.level != RunLevel && row.verdict == RunVerdict.Worse && IsMissing(row))];
        foreach (RunComparison row in rows)
        {
            _rows.TryAdd((row.level, row.stage_name, row.operator_name, row.metric), row);
        }
    }

    /// <summary>Stages and operators that most of the reference runs have, and this one has not.</summary>
    public IReadOnlyList<RunComparison> Missing { get; }

    public RunComparison? OfRun(string metric) => _rows.GetValueOrDefault((RunLevel, null, null, metric));

    public RunComparison? OfStage(string stage, string metric) =>
        _rows.GetValueOrDefault((StageLevel, stage, null, metric));

    public RunComparison? OfOperator(string stage, string name, string metric) =>
        _rows.GetValueOrDefault((OperatorLevel, stage, name, metric));

    private static bool IsMissing(RunComparison row) =>
        row.metric == "input_records" && double.IsNaN(row.difference) && double.IsFinite(row.reference);
}
