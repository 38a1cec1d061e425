using MdfMetrics.Aggregation;

namespace MdfMetrics.Collection;

/// <summary>
/// Receives at once what a collector learns, so that it outlives the process. Its methods never throw.
/// </summary>
internal interface ICollectionJournal
{
    /// <summary>A stage was entered or left, or was given figures: the stage as it is now.</summary>
    void Write(StageRecord stage);

    /// <summary>
    /// An operator was done, or a row was added: the row as it is now, with its entry_id and revision.
    /// </summary>
    void Write(OperatorMetrics row);
}
