namespace MdfMetrics.Alerts.Conditions;

/// <summary>A condition, or a part of one. It is a tree of data: nothing of it is ever run as code.</summary>
internal abstract class Condition
{
    /// <summary>The columns that it names.</summary>
    public abstract IEnumerable<AlertColumn> Columns { get; }

    /// <summary>Judges a row.</summary>
    public abstract ConditionResult Judge(AlertSubject subject);
}
