using MdfMetrics.ParquetFiles;
using MdfMetrics.Storage.Layout;

namespace MdfMetrics.Storage.Reading;

/// <summary>A file to read, or one row group of it.</summary>
/// <param name="Group">The row group; null for all of them.</param>
/// <param name="Starts">When the runs in it start.</param>
/// <param name="Rows">How many rows it has; 0 where nothing tells.</param>
internal readonly record struct FilePart(DatasetFile File, int? Group, TimeRange Starts, int Rows)
{
    /// <summary>
    /// When the runs of all parts that are read later start at the earliest; reading the newest first, at the latest.
    /// </summary>
    public DateTime NextStart { get; init; }

    public static FilePart Whole(DatasetFile file) => new(file, null, file.Starts, 0);

    /// <summary>
    /// The row groups of a file that may hold wanted runs, by their starts; the whole file where it does not tell them.
    /// One that can't be read is met again when it is read.
    /// </summary>
    /// <param name="mayHold">Whether runs that start in a range may be wanted.</param>
    public static IReadOnlyList<FilePart> Split(DatasetFile file, Func<TimeRange, bool> mayHold)
    {
        if (file.Key is not null)
        {
            return [Whole(file)];
        }

        try
        {
            return ParquetFile.Guard(string.Empty, file.Path, () =>
            {
                using ParquetSource source = ParquetSource.Open(file.Path);
                return GroupStarts.Read(source.Footer, source.Groups) is { } starts
                    ? Enumerable.Range(0, source.Groups)
                        .Select(group => new FilePart(file, group, starts[group], source.Rows(group)))
                        .Where(part => mayHold(part.Starts))
                        .ToArray()
                    : [Whole(file)];
            });
        }
        catch (Exception exception) when (
            exception is MetricsException or FileNotFoundException or DirectoryNotFoundException)
        {
            // Whoever reads it meets the same, and tells of it.
            return [Whole(file)];
        }
    }
}
