namespace MdfMetrics.Reports.Data;

/// <summary>The report of several runs of one pipeline.</summary>
internal sealed record PipelineReport : Report
{
    public required PipelineLabel Pipeline { get; init; }

    /// <summary>Null where no step was found.</summary>
    public ChangePoint? Change { get; init; }

    public required IReadOnlyList<StageTrend> Stages { get; init; }

    public required RunColumns History { get; init; }

    public required IReadOnlyList<OperatorTrend> Operators { get; init; }

    public required IReadOnlyList<FailureGroup> Failures { get; init; }
}
