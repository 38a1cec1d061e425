using MdfMetrics.Secrets;

namespace MdfMetrics.Configuration;

/// <summary>
/// What <c>executor.metrics</c> says about recording. The defaults are those without any configuration.
/// </summary>
public sealed record MetricsOptions
{
    /// <summary>Whether anything is recorded; when not, data still flows.</summary>
    /// <value>The default value is true.</value>
    public bool Enabled { get; init; } = true;

    /// <summary>The store's folder as written in the document, not resolved.</summary>
    /// <value>The default value is null: not given.</value>
    public string? OutputPath { get; init; }

    /// <summary>Whether the user's own figures are kept.</summary>
    /// <value>The default value is true; in a configuration that does not say, false.</value>
    public bool CollectCustomMetrics { get; init; } = true;

    /// <summary>Whether stopping a run writes its files.</summary>
    /// <value>The default value is true.</value>
    public bool WriteOnCompletion { get; init; } = true;

    /// <summary>How the store is laid out.</summary>
    /// <value>The default value is <see cref="PartitionBy.None"/>.</value>
    public PartitionBy PartitionBy { get; init; }

    /// <summary>Whether latency histograms are written.</summary>
    /// <value>The default value is true.</value>
    public bool CollectHistograms { get; init; } = true;

    /// <summary>How much progress a crash may cost.</summary>
    /// <value>The default value is 5 seconds; always above zero, at most a day.</value>
    public TimeSpan CheckpointInterval { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Whether journal and files are forced to the disk.</summary>
    /// <value>The default value is false.</value>
    public bool Durable { get; init; }

    /// <summary>What is to happen where the store can't be written.</summary>
    /// <value>The default value is <see cref="OnStoreError.Warn"/>.</value>
    public OnStoreError OnStoreError { get; init; }

    /// <summary>The permissions of written files, where the process's own (umask) do not do.</summary>
    /// <value>The default value is null: the process's own.</value>
    public UnixFileMode? FileMode { get; init; }

    /// <summary>Whether the HTML report is written after the run.</summary>
    /// <value>The default value is false.</value>
    public bool GenerateReport { get; init; }

    /// <summary>The folder of these reports.</summary>
    /// <value>The default value is null: <c>_reports</c> in the store.</value>
    public string? ReportPath { get; init; }

    /// <summary>The textfile for Prometheus that is written after each run, as written in the document.</summary>
    /// <value>The default value is null: none is.</value>
    public string? PrometheusFile { get; init; }

    /// <summary>Whether the run is sent as an OpenTelemetry trace when it has ended.</summary>
    /// <value>The default value is false.</value>
    public bool Otlp { get; init; }

    /// <summary>What keeps secrets out of all that is written.</summary>
    /// <value>The default value is <see cref="SecretRedactor.Standard"/>.</value>
    public SecretRedactor Redactor { get; init; } = SecretRedactor.Standard;

    /// <summary>What of this concerns the writer.</summary>
    public WriterOptions ToWriterOptions() => new()
    {
        PartitionBy = PartitionBy,
        CollectHistograms = CollectHistograms,
        Durable = Durable,
        FileMode = FileMode,
        Redactor = Redactor,
    };
}
