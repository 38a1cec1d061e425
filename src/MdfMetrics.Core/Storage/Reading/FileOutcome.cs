namespace MdfMetrics.Storage.Reading;

/// <summary>What came of reading a file or a row group.</summary>
/// <param name="Part">What was read.</param>
/// <param name="Result">What was read; null where the file is gone or damaged.</param>
internal sealed record FileOutcome<TResult>(FilePart Part, TResult? Result)
    where TResult : class
{
    /// <summary>Why it can't be read.</summary>
    public MetricsException? Error { get; init; }

    /// <summary>Whether the file was gone when it was to be opened.</summary>
    public bool IsGone { get; init; }
}
