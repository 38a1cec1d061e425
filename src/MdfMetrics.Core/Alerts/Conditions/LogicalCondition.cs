namespace MdfMetrics.Alerts.Conditions;

/// <summary>Conditions joined by and, or by or.</summary>
internal sealed class LogicalCondition(bool isAnd, IReadOnlyList<Condition> parts) : Condition
{
    public override IEnumerable<AlertColumn> Columns => parts.SelectMany(part => part.Columns);

    public override ConditionResult Judge(AlertSubject subject)
    {
        ConditionResult[] judged = [.. parts.Select(part => part.Judge(subject))];
        bool? truth = judged.Aggregate((bool?)isAnd, (all, part) => isAnd ? all & part.Truth : all | part.Truth);
        IEnumerable<ConditionResult> decisive = judged.Where(part => part.Truth == truth);
        return new ConditionResult(truth, [.. decisive.SelectMany(part => part.Comparisons)]);
    }
}
