namespace MdfMetrics.Reports.Data;

/// <summary>The report of one run.</summary>
internal sealed record RunReport : Report
{
    public required RunLine Run { get; init; }

    /// <summary>Null where there is nothing to attribute.</summary>
    public Attribution? Attribution { get; init; }

    public required IReadOnlyList<StageLine> Stages { get; init; }

    public IReadOnlyList<MissingStage> Missing { get; init; } = [];

    public required IReadOnlyList<OperatorLine> Operators { get; init; }

    /// <summary>The operator that the page shows first, by its place.</summary>
    public int? Focus { get; init; }

    /// <summary>The operators that the verdict names, by their places.</summary>
    public IReadOnlyList<int> Foci { get; init; } = [];

    /// <summary>The operator whose slowest worker was busy for the longest, by its place.</summary>
    public int? Bottleneck { get; init; }

    public required IReadOnlyList<string> Workers { get; init; }

    public required WorkerRows Rows { get; init; }

    /// <summary>The pipeline's last runs, this one last.</summary>
    public required RunColumns History { get; init; }

    public IReadOnlyList<CustomLine> Custom { get; init; } = [];

    public string? Config { get; init; }

    /// <summary>Names and values.</summary>
    public required IReadOnlyList<string[]> Context { get; init; }
}
