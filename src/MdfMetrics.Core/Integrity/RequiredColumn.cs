namespace MdfMetrics.Integrity;

/// <summary>A column that has a value in every row.</summary>
/// <param name="IsNull">Whether a row has none.</param>
internal readonly record struct RequiredColumn<TRow>(string Name, Func<TRow, bool> IsNull);
