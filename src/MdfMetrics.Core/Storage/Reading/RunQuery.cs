namespace MdfMetrics.Storage.Reading;

/// <summary>Which runs to read; what is null does not restrict.</summary>
public sealed record RunQuery
{
    /// <summary>Run ids in either spelling; only files that may hold them are opened.</summary>
    public IReadOnlyCollection<string>? ExactIds { get; init; }

    /// <summary>A test of the run id, for wildcards: asked with the id, its key, and run_ and its key.</summary>
    public Func<string, bool>? Matches { get; init; }

    /// <summary>The earliest start, UTC, included; a start that is not known is none.</summary>
    public DateTime? SinceUtc { get; init; }

    /// <summary>The latest start, UTC, included; a start that is not known is none.</summary>
    public DateTime? UntilUtc { get; init; }

    /// <summary>Only the newest of the runs that meet all else.</summary>
    public int? Last { get; init; }

    /// <summary>The statuses wanted, see <see cref="RunStatus"/>.</summary>
    public IReadOnlySet<string>? Statuses { get; init; }

    /// <summary>A test of the pipeline's name, which is null where a run has none.</summary>
    public Func<string?, bool>? PipelineMatches { get; init; }

    /// <summary>A test of the tags, which are null where a run has none.</summary>
    public Func<JsonMap?, bool>? TagMatches { get; init; }
}
