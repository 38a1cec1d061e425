namespace MdfMetrics.Alerts.Conditions;

/// <summary>A column held against a number, or against a baseline of runs before.</summary>
internal sealed class FigureComparison(AlertColumn column, string comparison, double number, Baseline? baseline)
    : Condition
{
    public override IEnumerable<AlertColumn> Columns => [column];

    public override ConditionResult Judge(AlertSubject subject)
    {
        double value = column.Number(subject.Row);
        double threshold = baseline is null ? number : number * baseline.Of(column, subject);
        bool? truth = double.IsNaN(value) || double.IsNaN(threshold) ? null : comparison switch
        {
            "<" => value < threshold,
            "<=" => value <= threshold,
            ">" => value > threshold,
            ">=" => value >= threshold,
            "=" => value == threshold,
            _ => value != threshold,
        };
        return new ConditionResult(truth, [new ComparisonResult(column, value, threshold, baseline?.Description)]);
    }
}
