namespace MdfMetrics.Reports.Data;

/// <summary>Numbers that may be undefined, as reports leave them out.</summary>
internal static class KnownNumber
{
    /// <summary>The number; null for NaN and infinity.</summary>
    public static double? Finite(double? value) => value is { } number && double.IsFinite(number) ? number : null;
}
