namespace MdfMetrics.Reports.Data;

/// <summary>Relative URLs of the other pages of a site.</summary>
internal sealed record PageLinks
{
    public string? Overview { get; init; }

    public string? Pipeline { get; init; }

    /// <summary>The run of the pipeline before it.</summary>
    public string? Previous { get; init; }

    public string? Next { get; init; }

    /// <summary>By run id.</summary>
    public IReadOnlyDictionary<string, string>? Runs { get; init; }

    /// <summary>By name; that of the pipeline without one is empty.</summary>
    public IReadOnlyDictionary<string, string>? Pipelines { get; init; }
}
