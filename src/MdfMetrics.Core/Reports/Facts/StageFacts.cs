using MdfMetrics.Reports.Data;

namespace MdfMetrics.Reports.Facts;

/// <summary>A stage of a run beside its usual self.</summary>
internal sealed record StageFacts
{
    /// <summary>Its place among the stages of the run.</summary>
    public required int Index { get; init; }

    public required StageMetrics Row { get; init; }

    /// <summary>Median seconds that it was open in the reference runs; NaN where none has it.</summary>
    public required double UsualWall { get; init; }

    public required IReadOnlyList<OperatorFacts> Operators { get; init; }

    /// <summary>What Compare-MdfRun says of its throughput.</summary>
    public required string Throughput { get; init; }

    public string Name => Row.stage_name;

    /// <summary>Seconds that it was open; those of its slowest row where that was not measured.</summary>
    public double Wall => Seconds(Row);

    /// <summary>Seconds more than usual; NaN where that is not known.</summary>
    public double Extra => Wall - UsualWall;

    public double Ratio => Wall / UsualWall;

    /// <summary>Slower where Compare-MdfRun says so of it or of one of its operators.</summary>
    public string Verdict =>
        double.IsNaN(UsualWall) ? FigureVerdict.None
        : Extra > 0 && HasVerdict(FigureVerdict.Worse) ? FigureVerdict.Worse
        : Extra < 0 && HasVerdict(FigureVerdict.Better) ? FigureVerdict.Better
        : FigureVerdict.Same;

    /// <summary>The operator that its extra time is due to; else the one that took longest.</summary>
    public OperatorFacts? Culprit => Operators
        .OrderByDescending(step => step.IsSlower && step.Extra > 0)
        .ThenByDescending(step => step.Extra > 0 && Extra > 0 ? step.Extra : 0)
        .ThenByDescending(step => step.Time)
        .FirstOrDefault();

    public static double Seconds(StageMetrics row) => double.IsFinite(row.wall_time) ? row.wall_time : row.total_time;

    private bool HasVerdict(string verdict) =>
        Throughput == verdict || Operators.Any(step => step.Speed == verdict);
}
