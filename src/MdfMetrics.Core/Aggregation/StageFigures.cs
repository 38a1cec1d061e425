namespace MdfMetrics.Aggregation;

/// <summary>Figures of a stage that the user gave; what is null comes from the stage's operator rows.</summary>
public sealed record StageFigures
{
    /// <summary>Distinct workers.</summary>
    public long? NumWorkers { get; init; }

    /// <summary>Records that entered the stage.</summary>
    public long? InputRecords { get; init; }

    /// <summary>Records that left it.</summary>
    public long? OutputRecords { get; init; }

    /// <summary>Seconds of the slowest operator.</summary>
    public double? TotalTime { get; init; }

    /// <summary>Mean throughput, records a second.</summary>
    public double? AvgThroughput { get; init; }

    /// <summary>Smallest throughput, records a second.</summary>
    public double? MinThroughput { get; init; }

    /// <summary>Largest throughput, records a second.</summary>
    public double? MaxThroughput { get; init; }

    /// <summary>Errors.</summary>
    public long? ErrorCount { get; init; }

    /// <summary>These figures, once it is sure that they can be.</summary>
    /// <exception cref="MetricsException">InvalidMetric: a negative figure.</exception>
    internal StageFigures Checked() => new()
    {
        NumWorkers = Figure.Count(NumWorkers, nameof(NumWorkers)),
        InputRecords = Figure.Count(InputRecords, nameof(InputRecords)),
        OutputRecords = Figure.Count(OutputRecords, nameof(OutputRecords)),
        TotalTime = Figure.NotNegative(TotalTime, nameof(TotalTime)),
        AvgThroughput = Figure.NotNegative(AvgThroughput, nameof(AvgThroughput)),
        MinThroughput = Figure.NotNegative(MinThroughput, nameof(MinThroughput)),
        MaxThroughput = Figure.NotNegative(MaxThroughput, nameof(MaxThroughput)),
        ErrorCount = Figure.Count(ErrorCount, nameof(ErrorCount)),
    };

    /// <summary>These figures, and those of an older delivery where these have none.</summary>
    internal StageFigures Over(StageFigures? older) => older is null ? this : new StageFigures
    {
        NumWorkers = NumWorkers ?? older.NumWorkers,
        InputRecords = InputRecords ?? older.InputRecords,
        OutputRecords = OutputRecords ?? older.OutputRecords,
        TotalTime = TotalTime ?? older.TotalTime,
        AvgThroughput = AvgThroughput ?? older.AvgThroughput,
        MinThroughput = MinThroughput ?? older.MinThroughput,
        MaxThroughput = MaxThroughput ?? older.MaxThroughput,
        ErrorCount = ErrorCount ?? older.ErrorCount,
    };
}
