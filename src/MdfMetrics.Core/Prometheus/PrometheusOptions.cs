namespace MdfMetrics.Prometheus;

/// <summary>What a textfile is to have.</summary>
public sealed record PrometheusOptions
{
    /// <summary>How far down it goes.</summary>
    /// <value>The default value is <see cref="PrometheusLevel.Stage"/>.</value>
    public PrometheusLevel Level { get; init; } = PrometheusLevel.Stage;

    /// <summary>A test of the pipeline's name, which is null where runs have none; null takes all.</summary>
    public Func<string?, bool>? PipelineMatches { get; init; }

    /// <summary>Labels that each series gets besides its own.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Labels { get; init; } = [];

    /// <summary>Whether latencies are a histogram of a bucket for each power of two, rather than a summary.</summary>
    public bool Histogram { get; init; }

    /// <summary>Above so many series whole levels are left out, operators first; runs never are.</summary>
    /// <value>The default value is 5,000.</value>
    public int MaxSeries { get; init; } = 5_000;

    /// <summary>The permissions of the file: who serves it is another account.</summary>
    /// <value>The default value is 0644.</value>
    public UnixFileMode FileMode { get; init; } =
        UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead;
}
