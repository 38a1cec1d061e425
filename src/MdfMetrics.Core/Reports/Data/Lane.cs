namespace MdfMetrics.Reports.Data;

/// <summary>A run on the time line of the overview.</summary>
internal sealed record Lane
{
    public int Pipeline { get; init; }

    public required DateTime Start { get; init; }

    public double Duration { get; init; }

    public required string Status { get; init; }
}
