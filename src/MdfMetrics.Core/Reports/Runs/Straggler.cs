using MdfMetrics.Reports.Facts;

namespace MdfMetrics.Reports.Runs;

/// <summary>The slowest worker of an operator.</summary>
/// <param name="Time">Seconds that it was busy.</param>
/// <param name="Ratio">Its time over the median of the operator's workers.</param>
internal sealed record Straggler(OperatorFacts Operator, string Worker, double Time, double Ratio);
