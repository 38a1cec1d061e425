namespace MdfMetrics.Alerts.Conditions;

/// <summary>Conditions joined by and, or by or.</summary>
internal sealed class Junction(bool isAnd, IReadOnlyList<Condition> parts) : Condition
{
    /// <inheritdoc/>
    public override Judgement Judge(AlertSubject subject)
    {
        Judgement[] judged = [.. parts.Select(part => part.Judge(subject))];
        bool? truth = judged.Aggregate((bool?)isAnd, (all, part) => isAnd ? all & part.Truth : all | part.Truth);
        return new Judgement(truth, [.. judged.Where(part => part.Truth == truth).SelectMany(part => part.Evidence)]);
    }
}
