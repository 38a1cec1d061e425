namespace MdfMetrics.Reports.Data;

/// <summary>The run that a step begins with.</summary>
internal sealed record ChangePoint
{
    /// <summary>Its place among the runs.</summary>
    public int At { get; init; }

    public required DateTime Start { get; init; }

    public double Ratio { get; init; }

    /// <summary>What changed with it.</summary>
    public string? Note { get; init; }
}
