using MdfMetrics.ParquetFiles.Decoding;

namespace MdfMetrics.Integrity;

/// <summary>What is wrong with a Parquet file that can't be read.</summary>
internal static class FileDamage
{
    /// <summary>The finding for the error that reading it gave.</summary>
    public static StoreFinding Finding(string store, string path, MetricsException error)
    {
        (string kind, string repair) = error.InnerException switch
        {
            UnsupportedException => (FindingKind.UnsupportedFile, FindingRepair.None),
            ColumnException => (FindingKind.ForeignFile, FindingRepair.Quarantine),
            EndOfStreamException when new FileInfo(path) is { Exists: true, Length: 0 } =>
                (FindingKind.EmptyFile, FindingRepair.Quarantine),
            EndOfStreamException => (FindingKind.TornFile, FindingRepair.Quarantine),
            IOException or UnauthorizedAccessException or FileTooLargeException or OutOfMemoryException =>
                (FindingKind.UnreadableFile, FindingRepair.None),
            _ => (FindingKind.TornFile, FindingRepair.Quarantine),
        };
        return new StoreFinding { kind = kind, path = path, message = error.Message, repair = repair, store = store };
    }
}
