namespace MdfMetrics.Watching;

/// <summary>How far along a run is, told by another one.</summary>
/// <param name="Reference">The run that tells it.</param>
/// <param name="Percent">How much of the reference's work is done, 0 to 100.</param>
/// <param name="EndUtc">When the run should end.</param>
internal sealed record Forecast(RunMetrics Reference, double Percent, DateTime EndUtc);
