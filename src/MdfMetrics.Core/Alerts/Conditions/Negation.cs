namespace MdfMetrics.Alerts.Conditions;

/// <summary>A condition that must not hold.</summary>
internal sealed class Negation(Condition inner) : Condition
{
    public override IEnumerable<AlertColumn> Columns => inner.Columns;

    public override ConditionResult Judge(AlertSubject subject)
    {
        ConditionResult judged = inner.Judge(subject);
        return judged with { Truth = !judged.Truth };
    }
}
