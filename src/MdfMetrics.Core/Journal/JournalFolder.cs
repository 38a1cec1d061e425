namespace MdfMetrics.Journal;

/// <summary>The folder that holds the journals of one run.</summary>
internal static class JournalFolder
{
    /// <summary>Whether nothing lies in the folder that a journal has not.</summary>
    public static bool HasOnlyOurs(string folder) =>
        Directory.EnumerateFileSystemEntries(folder).All(path => IsOurs(path) && !Directory.Exists(path));

    /// <summary>Whether files of the journal have any bytes.</summary>
    public static bool HasContent(string folder) =>
        new DirectoryInfo(folder).EnumerateFiles().Any(file => IsOurs(file.Name) && file.Length > 0);

    /// <summary>
    /// Removes the folder: the claim last, so that the id is taken as long as a journal of it is there.
    /// </summary>
    /// <exception cref="IOException">It is a link: what it leads to may be anyone's.</exception>
    public static void Delete(string folder)
    {
        if (new DirectoryInfo(folder).LinkTarget is not null)
        {
            throw new IOException($"'{folder}' is a link, so the journal it leads to is not removed.");
        }

        string claim = Path.Combine(folder, JournalLayout.ClaimName);
        try
        {
            foreach (string file in Directory.EnumerateFiles(folder).Where(file => file != claim).ToArray())
            {
                File.Delete(file);
            }

            File.Delete(claim);
            Directory.Delete(folder);
        }
        catch (DirectoryNotFoundException)
        {
            // Someone else removed it.
        }
        catch (IOException) when (File.Exists(claim))
        {
            // Someone else claims the id already: the folder is theirs.
        }
    }

    /// <summary>Gives up a claim. Journals of others stay.</summary>
    public static void Release(string folder)
    {
        try
        {
            File.Delete(Path.Combine(folder, JournalLayout.ClaimName));
            Directory.Delete(folder);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Not empty, or what failed before fails here too.
        }
    }

    private static bool IsOurs(string path) => Path.GetFileName(path) is { } name
        && (name is JournalLayout.ClaimName or JournalLayout.GatheredName
            || name.EndsWith(JournalLayout.JournalExtension, StringComparison.Ordinal)
            || name.EndsWith(JournalLayout.ProgressExtension, StringComparison.Ordinal)
            || name.EndsWith(".json.tmp", StringComparison.Ordinal));
}
