namespace MdfMetrics.Cmdlets.Input;

/// <summary>What the rows of a summary are about.</summary>
public enum SummaryLevel
{
    /// <summary>Runs.</summary>
    Run,

    /// <summary>Stages.</summary>
    Stage,

    /// <summary>Operators.</summary>
    Operator,
}
