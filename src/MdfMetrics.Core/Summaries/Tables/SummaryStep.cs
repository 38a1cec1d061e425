namespace MdfMetrics.Summaries.Tables;

/// <summary>The steps of a change of the summaries, told as each is done.</summary>
internal enum SummaryStep
{
    /// <summary>The new files lie under temporary names.</summary>
    Staged,

    /// <summary>The change counts, whatever happens.</summary>
    Committed,

    /// <summary>One of the files has its name.</summary>
    Renamed,

    /// <summary>One of the files that go is gone.</summary>
    Deleted,

    /// <summary>All is done.</summary>
    Finished,
}
