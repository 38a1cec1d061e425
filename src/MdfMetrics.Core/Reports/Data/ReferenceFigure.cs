namespace MdfMetrics.Reports.Data;

/// <summary>A figure's usual value, and what Compare-MdfRun says of it.</summary>
internal sealed record ReferenceFigure
{
    public double Usual { get; init; }

    public double? Ratio { get; init; }

    public required string Verdict { get; init; }
}
