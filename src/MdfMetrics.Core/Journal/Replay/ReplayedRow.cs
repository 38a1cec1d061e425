namespace MdfMetrics.Journal.Replay;

/// <summary>An operator entry that a journal told of.</summary>
/// <param name="Row">The entry as it is now.</param>
/// <param name="Before">What was known of it; null when it is new.</param>
/// <param name="Journal">Who told.</param>
/// <param name="IsOpen">Whether it goes on: told by a progress file, not by a line.</param>
internal readonly record struct ReplayedRow(
    OperatorMetrics Row,
    OperatorMetrics? Before,
    ReplayedJournal Journal,
    bool IsOpen);
