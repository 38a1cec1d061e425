using MdfMetrics.Configuration;
using MdfMetrics.Processes;

namespace MdfMetrics.Journal.Manifest;

/// <summary>What a run's manifest tells.</summary>
internal sealed record RunManifest
{
    /// <summary>The run: its id and its start.</summary>
    public required RunMetrics Header { get; init; }

    /// <summary>The process that started it.</summary>
    public required ProcessIdentity Process { get; init; }

    /// <summary>How the run is to be written.</summary>
    public required WriterOptions Options { get; init; }

    /// <summary>How the workers that join are to record.</summary>
    public required MetricsOptions Recording { get; init; }

    /// <summary>True once no more workers may join: the run has been stopped, or is being restored.</summary>
    public required bool IsClosed { get; init; }

    /// <summary>True once the run has ended and is not to be written.</summary>
    public required bool IsDiscarded { get; init; }
}
