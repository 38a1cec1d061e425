namespace MdfMetrics.Reports.Data;

/// <summary>A stage of a run.</summary>
internal sealed record StageLine
{
    public required string Name { get; init; }

    /// <summary>Seconds after the start of the run.</summary>
    public double Start { get; init; }

    /// <summary>Seconds it was open.</summary>
    public double Wall { get; init; }

    /// <summary>Seconds of its slowest row.</summary>
    public double Time { get; init; }

    public long Workers { get; init; }

    public long In { get; init; }

    public long Out { get; init; }

    public double? PassRate { get; init; }

    public long Errors { get; init; }

    public string? Role { get; init; }

    public double? UsualWall { get; init; }
}
