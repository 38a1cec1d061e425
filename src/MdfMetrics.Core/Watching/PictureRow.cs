using MdfMetrics.Aggregation;

namespace MdfMetrics.Watching;

/// <summary>A stage or an operator of a live run, its workers together, at a moment.</summary>
internal sealed record PictureRow
{
    public required string Stage { get; init; }

    /// <summary>The operator; null where the row is the stage's.</summary>
    public string? Operator { get; init; }

    /// <summary>Whether it is going on.</summary>
    public required bool IsOpen { get; init; }

    public long Input { get; init; }

    public long Output { get; init; }

    /// <summary>100 · output / input; NaN when nothing came in.</summary>
    public double PassRate { get; init; } = double.NaN;

    /// <summary>Records a second that enter it now; NaN when it is done, or that is not known yet.</summary>
    public double Rate { get; init; } = double.NaN;

    /// <summary>Records a second that entered it since its stage began, by the clock on the wall.</summary>
    public double AverageRate { get; init; } = double.NaN;

    /// <summary>Of all workers' latencies so far, seconds; NaN for a stage, and where they are not known.</summary>
    public double P95 { get; init; } = double.NaN;

    public long Errors { get; init; }

    /// <summary>Those that have rows of it.</summary>
    public int Workers { get; init; }

    /// <summary>Seconds of work of all workers, without the time downstream.</summary>
    public double TotalTime { get; init; }

    /// <summary>The row of an operator.</summary>
    /// <param name="row">Its figures.</param>
    /// <param name="progress">How it goes on.</param>
    /// <param name="seconds">How long its stage has been open.</param>
    /// <param name="mayGoOn">Whether the stage is open: one that is begun again and again shows it by its rate.</param>
    public static PictureRow Of(
        OperatorMetrics row,
        OperatorProgress progress,
        double seconds,
        bool mayGoOn,
        ProcessSigns signs)
    {
        // What a silent process does now nobody knows.
        double rate = progress.Rate(name => signs.StateOf(name) == WorkerState.Alive);
        bool isOpen = progress.IsOpen(signs.IsAtWork) || (mayGoOn && rate > 0);
        return new PictureRow
        {
            Stage = row.stage_name,
            Operator = row.operator_name,
            IsOpen = isOpen,
            Input = row.input_records,
            Output = row.output_records,
            PassRate = row.pass_rate,
            Rate = isOpen ? rate : double.NaN,
            AverageRate = Average(OperatorRates.Entered(row), seconds),
            P95 = row.p95_latency,
            Errors = row.error_count,
            Workers = progress.Workers.Count,
            TotalTime = row.total_time,
        };
    }

    /// <summary>The row of a stage, with those of its operators in order.</summary>
    /// <param name="isOpen">Whether a process at work has it open.</param>
    /// <param name="seconds">How long it has been open.</param>
    public static PictureRow Of(StageMetrics stage, IReadOnlyList<PictureRow> operators, bool isOpen, double seconds) =>
        new()
        {
            Stage = stage.stage_name,
            IsOpen = isOpen || operators.Any(row => row.IsOpen),
            Input = stage.input_records,
            Output = stage.output_records,
            PassRate = stage.pass_rate,
            Rate = operators.Select(row => row.Rate).FirstOrDefault(double.NaN),
            AverageRate = Average(stage.input_records, seconds),
            Errors = stage.error_count,
            TotalTime = stage.total_time,
        };

    private static double Average(long records, double seconds) => seconds > 0 ? records / seconds : double.NaN;
}
