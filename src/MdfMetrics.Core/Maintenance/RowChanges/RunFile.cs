using MdfMetrics.Files;
using MdfMetrics.ParquetFiles.Columns;
using MdfMetrics.Storage.Layout;

namespace MdfMetrics.Maintenance.RowChanges;

/// <summary>A file that has rows of some runs.</summary>
/// <param name="Bytes">Its length.</param>
/// <param name="Rows">How many rows it has of all runs.</param>
/// <param name="RowsOfRuns">
/// How many rows it has of each of the runs, by their keys; 0 for the run that a file without rows is named after.
/// </param>
internal sealed record RunFile(
    Dataset Dataset,
    DatasetFile File,
    long Bytes,
    long Rows,
    IReadOnlyDictionary<string, long> RowsOfRuns)
{
    /// <summary>The keys of those of the runs that it has rows of, or is named after.</summary>
    public IReadOnlySet<string> Keys { get; } = RowsOfRuns.Keys.ToHashSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether it has rows of no other runs: it goes as a whole.</summary>
    public bool IsWhole { get; } = RowsOfRuns.Values.Sum() == Rows;

    /// <summary>Whether a link leads to it: what lies there may be anyone's.</summary>
    public bool IsLinked { get; init; }

    /// <summary>The full path.</summary>
    public string Path => File.Path;

    /// <summary>Its mode, which what takes its place is to have; null where the system knows none.</summary>
    public UnixFileMode? Mode => StoreFolder.ModeOf(Path);

    /// <summary>The bytes of a run: its share of the rows.</summary>
    public long BytesOf(string key) =>
        Rows == 0 ? Bytes : (long)((double)Bytes * RowsOfRuns.GetValueOrDefault(key) / Rows);

    /// <summary>The error that a link leads to the file.</summary>
    /// <param name="done">What is not done to its runs.</param>
    public MetricsException LinkError(string done) => new(
        MetricsError.InvalidPath,
        $"'{Path}' is reached through a link, so its runs ({string.Join(", ", Keys.Take(3))}"
            + $"{(Keys.Count > 3 ? ", …" : string.Empty)}) are not {done}. Use the store that it leads to.",
        Path);
}
