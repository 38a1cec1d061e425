using MdfMetrics.Reports.Words;

namespace MdfMetrics.Reports.Data;

/// <summary>A pipeline in the overview.</summary>
internal sealed record PipelineLine
{
    public string? Name { get; init; }

    public IReadOnlyDictionary<string, string>? Tags { get; init; }

    public required string Cadence { get; init; }

    public required string Level { get; init; }

    public required Sentence Say { get; init; }

    public int Runs { get; init; }

    public int Completed { get; init; }

    public int Failed { get; init; }

    public int Abandoned { get; init; }

    public int Empty { get; init; }

    public required LastRun Last { get; init; }

    /// <summary>Median duration; since the step, where there is one.</summary>
    public double? Median { get; init; }

    public double? Usual { get; init; }

    public double? Input { get; init; }

    public double? PassRate { get; init; }

    public double? Errors { get; init; }

    /// <summary>Runs that let fewer records through than usual.</summary>
    public int PassLow { get; init; }

    public required Strip Strip { get; init; }
}
