namespace MdfMetrics.Comparison;

/// <summary>A row with what it is ordered by among those of its verdict.</summary>
/// <param name="Excess">How far outside noise it lies, on the scale of its figure.</param>
internal readonly record struct JudgedRow(RunComparison Row, double Excess);
