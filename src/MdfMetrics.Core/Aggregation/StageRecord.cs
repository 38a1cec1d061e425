namespace MdfMetrics.Aggregation;

/// <summary>What is known of a stage besides its operator rows.</summary>
public sealed record StageRecord
{
    public required string RunId { get; init; }

    /// <summary>The stage's name, unique in its run.</summary>
    public required string Name { get; init; }

    /// <summary>The stage's place in the run: 0, 1, …; null where it is to be found from the timestamps.</summary>
    public long? Index { get; init; }

    /// <summary>When the stage was entered, UTC.</summary>
    public required DateTime? Timestamp { get; init; }

    /// <summary>Seconds the stage was open; NaN when not measured.</summary>
    public double WallTime { get; init; } = double.NaN;

    /// <summary>The user's own figures.</summary>
    public JsonMap? CustomMetrics { get; init; }

    /// <summary>Figures that the user gave.</summary>
    public StageFigures? Given { get; init; }

    /// <summary>
    /// The rate that stands for the flow through its operators where their rows are not known; NaN when that isn't.
    /// </summary>
    public double PassRate { get; init; } = double.NaN;

    /// <summary>What is known of a stage that is given whole: its figures win.</summary>
    internal static StageRecord Of(StageMetrics stage) => new()
    {
        RunId = stage.run_id,
        Name = stage.stage_name,
        Index = stage.stage_index,
        Timestamp = stage.TimestampUtc,
        WallTime = stage.wall_time,
        CustomMetrics = stage.custom_metrics,
        PassRate = stage.pass_rate,
        Given = StageFigures.Of(stage),
    };
}
