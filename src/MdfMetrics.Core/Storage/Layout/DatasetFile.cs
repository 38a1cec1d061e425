using MdfMetrics.ParquetFiles;

namespace MdfMetrics.Storage.Layout;

/// <summary>A file of a dataset and what its name tells: names find candidates, the run_id column decides.</summary>
/// <param name="Key">
/// The key of the run it is named after, or its id; null where the name does not tell, so that the file may hold any
/// runs.
/// </param>
/// <param name="Starts">When its runs start, as its name or its folder tells.</param>
internal readonly record struct DatasetFile(string Path, string? Key, TimeRange Starts)
{
    /// <summary>Reads a name; the Python original keeps the id's run_ after the prefix.</summary>
    /// <param name="name">The name without its extension.</param>
    /// <param name="filePrefix">What comes before a key in names of the dataset.</param>
    /// <param name="day">The day of its folder, where folders tell.</param>
    public static DatasetFile From(string path, ReadOnlySpan<char> name, string filePrefix, TimeRange? day)
    {
        TimeRange starts = day ?? TimeRange.Any;
        if (!name.StartsWith(filePrefix, StringComparison.OrdinalIgnoreCase))
        {
            starts = CompactedName.TryGetRange(CompactedName.Period(name), out TimeRange period) ? period : starts;
            return new DatasetFile(path, null, starts.Widen(RunId.Slack));
        }

        ReadOnlySpan<char> key = name[filePrefix.Length..];
        starts = RunId.TryGetTime(Bare(key), out DateTime time) ? TimeRange.At(time) : starts;
        return new DatasetFile(path, key.ToString(), starts.Widen(RunId.Slack));
    }

    /// <summary>
    /// Whether the name has the generated form; a word that somebody gave may be a run's id or, as "merged", none.
    /// </summary>
    public bool IsDated => Key is { } key && RunId.TryGetTime(Bare(key.AsSpan()), out _);

    /// <summary>The key that a file's name says; null where it says none.</summary>
    public static string? KeyOf(string path, string filePrefix) =>
        From(path, System.IO.Path.GetFileNameWithoutExtension(path.AsSpan()), filePrefix, day: null).Key;

    /// <summary>
    /// What a file that has a run is named by, as "merged", if that is not the run; the other datasets have files by the
    /// same name. Null where it is, or where the name tells nothing.
    /// </summary>
    public static string? NameOfMany(string? fileKey, string runId) =>
        fileKey is not null && !IsNamedAfter(fileKey, runId) ? Bare(fileKey) : null;

    public static bool IsNamedAfter(string fileKey, string runKey) =>
        Bare(fileKey.AsSpan()).Equals(Bare(runKey.AsSpan()), StringComparison.OrdinalIgnoreCase);

    /// <summary>An id or key as names are compared by: without any leading run_.</summary>
    public static string Bare(string id) => Bare(id.AsSpan()).ToString();

    private static ReadOnlySpan<char> Bare(ReadOnlySpan<char> id)
    {
        ReadOnlySpan<char> key = RunId.Key(id);
        return key.Length == id.Length ? id : Bare(key);
    }
}
