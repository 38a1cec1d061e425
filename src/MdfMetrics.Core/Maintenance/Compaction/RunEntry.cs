using MdfMetrics.ParquetFiles;
using MdfMetrics.Storage.Layout;

namespace MdfMetrics.Maintenance.Compaction;

/// <summary>A run on its way into another file.</summary>
/// <param name="StartUtc">When it started; null where its file does not say.</param>
/// <param name="File">The file of its row in the runs dataset.</param>
internal sealed record RunEntry(string Id, DateTime? StartUtc, DatasetFile File)
{
    public string Key { get; } = RunId.Key(Id);

    /// <summary>When it started: at any time where its file does not say.</summary>
    public TimeRange Starts => StartUtc is { } start ? TimeRange.At(start) : TimeRange.Any;

    /// <summary>Whether another writer made that file.</summary>
    public bool IsForeign { get; init; }
}
