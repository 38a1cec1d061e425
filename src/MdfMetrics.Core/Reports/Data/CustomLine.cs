namespace MdfMetrics.Reports.Data;

/// <summary>A figure of the user's own.</summary>
internal sealed record CustomLine
{
    public required string Key { get; init; }

    /// <summary>The place of its stage, of a figure of a stage.</summary>
    public int? Stage { get; init; }

    /// <summary>The place of its operator.</summary>
    public int? Operator { get; init; }

    /// <summary>number or text.</summary>
    public required string Kind { get; init; }

    /// <summary>Of the workers.</summary>
    public double? Median { get; init; }

    public double? Min { get; init; }

    public double? Max { get; init; }

    /// <summary>Of the medians of the runs that it is held against.</summary>
    public double? UsualLow { get; init; }

    public double? UsualHigh { get; init; }

    public string? Text { get; init; }

    public int Workers { get; init; }
}
