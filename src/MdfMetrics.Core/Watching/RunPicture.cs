namespace MdfMetrics.Watching;

/// <summary>A run as it is at a moment: while it is live, and once it has ended.</summary>
internal sealed record RunPicture
{
    /// <summary>The status of a run that is gone and was not written, so that nothing tells how it ended.</summary>
    public const string Unknown = "unknown";

    /// <summary>The run with its figures so far; its duration is the time since it began.</summary>
    public required RunMetrics Run { get; init; }

    /// <summary>Each stage, followed by its operators; none of a run that has ended.</summary>
    public IReadOnlyList<PictureRow> Rows { get; init; } = [];

    /// <summary>The workers by their ids.</summary>
    public IReadOnlyDictionary<string, WorkerState> Workers { get; init; } = new Dictionary<string, WorkerState>();

    /// <summary>Seconds since the last sign of life; NaN where none is to come.</summary>
    public double SecondsSinceSign { get; init; } = double.NaN;

    /// <summary>How far along it is; null without a run to tell it by.</summary>
    public Forecast? Forecast { get; init; }

    public bool HasEnded => Run.status != RunStatus.Running;

    /// <summary>The stage that is open; of several the last one of the run. Null when none is.</summary>
    public PictureRow? Stage => Rows.LastOrDefault(row => row.Operator is null && row.IsOpen);

    /// <summary>What holds it up: of the operators that are going on, the one that has taken the most time.</summary>
    public PictureRow? Slowest => Rows.Where(row => row.Operator is not null && row.IsOpen).MaxBy(row => row.TotalTime);

    /// <summary>Records a second that enter the first stage that tells, now.</summary>
    public double Rate => Rows.Where(row => row.Operator is null).Select(row => row.Rate)
        .FirstOrDefault(double.IsFinite, double.NaN);

    /// <summary>How many workers are in a state.</summary>
    public int Count(WorkerState state) => Workers.Values.Count(worker => worker == state);
}
