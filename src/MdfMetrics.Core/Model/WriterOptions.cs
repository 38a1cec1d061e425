using MdfMetrics.Secrets;

namespace MdfMetrics;

/// <summary>How a run is written to a store.</summary>
public sealed record WriterOptions
{
    /// <summary>The layout of the folders.</summary>
    public PartitionBy PartitionBy { get; init; } = PartitionBy.None;

    /// <summary>Whether the latency buckets are written, so that percentiles can be merged later.</summary>
    public bool CollectHistograms { get; init; } = true;

    /// <summary>Whether files and folders are forced to the disk before the run counts as written.</summary>
    public bool Durable { get; init; }

    /// <summary>
    /// The mode of new files, and with x for each r of new folders, where another account must read them; null leaves
    /// it to the umask. Windows knows no modes.
    /// </summary>
    public UnixFileMode? FileMode { get; init; }

    /// <summary>What keeps secrets out of the files.</summary>
    public SecretRedactor Redactor { get; init; } = SecretRedactor.Standard;
}
