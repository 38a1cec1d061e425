namespace MdfMetrics.Summaries.Sources;

/// <summary>A run of the store, as far as summaries need it.</summary>
/// <param name="Pipeline">The name of its pipeline; null where it has none.</param>
/// <param name="StartUtc">Its start, which decides the period.</param>
/// <param name="End">How it ended.</param>
/// <param name="Duration">Seconds; NaN where the file does not tell.</param>
/// <param name="Input">Records in.</param>
/// <param name="Output">Records out.</param>
/// <param name="PassRate">Per cent; NaN where the file does not tell.</param>
/// <param name="Errors">Errors.</param>
/// <param name="Fingerprint">Changes when rows were added to the run, or it was named, after it was written.</param>
internal readonly record struct SourceRun(
    string Id,
    string? Pipeline,
    DateTime StartUtc,
    RunEnd End,
    double Duration,
    long Input,
    long Output,
    double PassRate,
    long Errors,
    long Fingerprint);
