namespace MdfMetrics.Alerts.Conditions;

/// <summary>What came of a condition.</summary>
/// <param name="Truth">True, false, or null where a value that it hangs on is missing (Kleene's three values).</param>
/// <param name="Comparisons">The comparisons that made it so.</param>
internal readonly record struct ConditionResult(bool? Truth, IReadOnlyList<ComparisonResult> Comparisons);
