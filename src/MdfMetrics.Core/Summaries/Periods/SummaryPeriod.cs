namespace MdfMetrics.Summaries.Periods;

/// <summary>How long the periods of a summary are. All begin by UTC.</summary>
public enum SummaryPeriod
{
    /// <summary>Whole hours.</summary>
    Hour,

    /// <summary>Calendar days.</summary>
    Day,

    /// <summary>ISO weeks: from Monday.</summary>
    Week,

    /// <summary>Calendar months.</summary>
    Month,
}
