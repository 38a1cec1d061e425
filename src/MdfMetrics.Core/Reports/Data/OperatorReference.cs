namespace MdfMetrics.Reports.Data;

/// <summary>An operator in the runs that it is held against.</summary>
internal sealed record OperatorReference
{
    public ReferenceFigure? Time { get; init; }

    public ReferenceFigure? P50 { get; init; }

    public ReferenceFigure? P95 { get; init; }

    public ReferenceFigure? P99 { get; init; }

    public double? Errors { get; init; }

    public double? PassRate { get; init; }
}
