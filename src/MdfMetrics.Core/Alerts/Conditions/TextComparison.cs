namespace MdfMetrics.Alerts.Conditions;

/// <summary>A column that is, or is not, a text with wildcards.</summary>
internal sealed class TextComparison(AlertColumn column, bool isEqual, string text, Func<string, bool> matches)
    : Condition
{
    public override IEnumerable<AlertColumn> Columns => [column];

    public override ConditionResult Judge(AlertSubject subject)
    {
        string? value = column.Text(subject.Row);
        return new ConditionResult(
            value is null ? null : matches(value) == isEqual,
            [new ComparisonResult(column, value, text, null)]);
    }
}
