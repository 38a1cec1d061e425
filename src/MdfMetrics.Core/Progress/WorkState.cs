namespace MdfMetrics.Progress;

/// <summary>How far long work is.</summary>
/// <param name="Step">What is being done.</param>
/// <param name="Unit">What is counted; null where nothing is.</param>
/// <param name="Done">How many of these are done in this step.</param>
/// <param name="Total">How many there are; null where that is not known.</param>
/// <param name="Percent">How much of the whole work is done, as far as that can be told: it never goes back.</param>
internal readonly record struct WorkState(string Step, string? Unit, long Done, long? Total, int Percent);
