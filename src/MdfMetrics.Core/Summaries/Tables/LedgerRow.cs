namespace MdfMetrics.Summaries.Tables;

/// <summary>A run that a summary counts. Its start tells the period.</summary>
internal sealed class LedgerRow
{
    public string run_id { get; init; } = "";

    /// <summary>UTC.</summary>
    public DateTime start_time { get; init; }

    /// <summary>Of the run's row when it was counted: another one now, and the run has changed since.</summary>
    public long fingerprint { get; init; }
}
