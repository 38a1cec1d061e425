namespace MdfMetrics.Reports.Data;

/// <summary>A figure of the first screen beside its usual value.</summary>
internal sealed record Figure
{
    /// <summary>The column of the history that its sparkline draws.</summary>
    public required string Key { get; init; }

    public required string Label { get; init; }

    /// <summary>s, records, %, /s, or nothing.</summary>
    public required string Unit { get; init; }

    public double? Value { get; init; }

    public double? Median { get; init; }

    /// <summary>The least it would be by noise alone.</summary>
    public double? Low { get; init; }

    public double? High { get; init; }

    public double? Ratio { get; init; }

    /// <summary>Points, of percentages.</summary>
    public double? Delta { get; init; }

    /// <summary>worse, better, same, note or none.</summary>
    public required string Verdict { get; init; }

    /// <summary>up or down, where it changed.</summary>
    public string? Direction { get; init; }

    public required string Words { get; init; }
}
