namespace MdfMetrics.Storage;

/// <summary>A file of a dataset and what its name tells: names find candidates, the run_id column decides.</summary>
/// <param name="Path">The full path.</param>
/// <param name="Key">
/// The key of the run it is named after, or its id; null where the name does not tell, so that the file may hold any
/// runs.
/// </param>
/// <param name="TimeUtc">The time in a name of the generated form: the runs start within a day of it.</param>
internal readonly record struct DatasetFile(string Path, string? Key, DateTime? TimeUtc)
{
    private const string RunPrefix = "run_";

    /// <summary>Reads a name; the Python original keeps the id's run_ after the prefix.</summary>
    public static DatasetFile From(string path, ReadOnlySpan<char> name, string filePrefix)
    {
        if (!name.StartsWith(filePrefix, StringComparison.OrdinalIgnoreCase))
        {
            return new DatasetFile(path, null, null);
        }

        ReadOnlySpan<char> key = name[filePrefix.Length..];
        return new DatasetFile(path, key.ToString(), RunId.TryGetTime(Bare(key), out DateTime time) ? time : null);
    }

    /// <summary>An id or key as names are compared by: without any leading run_.</summary>
    public static string Bare(string id) => Bare(id.AsSpan()).ToString();

    private static ReadOnlySpan<char> Bare(ReadOnlySpan<char> id)
    {
        while (id.StartsWith(RunPrefix, StringComparison.OrdinalIgnoreCase))
        {
            id = id[RunPrefix.Length..];
        }

        return id;
    }
}
