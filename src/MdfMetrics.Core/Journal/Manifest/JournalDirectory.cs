using MdfMetrics.Files;
using MdfMetrics.Processes;
using MdfMetrics.Storage.Layout;

namespace MdfMetrics.Journal.Manifest;

/// <summary>The folder that holds the journals of one run.</summary>
internal static class JournalDirectory
{
    /// <summary>Whether the folder is there. A link is none: what it leads to may be anyone's.</summary>
    public static bool Exists(string folder) => new DirectoryInfo(folder) is { Exists: true, LinkTarget: null };

    /// <summary>Whether nothing lies in the folder that a journal has not.</summary>
    public static bool HasOnlyOurs(string folder) =>
        Directory.EnumerateFileSystemEntries(folder).All(path => IsOurs(path) && !Directory.Exists(path));

    /// <summary>Whether files of the journal have any bytes.</summary>
    public static bool HasContent(string folder) =>
        new DirectoryInfo(folder).EnumerateFiles().Any(file => IsOurs(file.Name) && file.Length > 0);

    /// <summary>
    /// What changes whenever anyone does anything for the run: of its manifest, and of the files beside it. Two moments
    /// that are alike have had none at work in between.
    /// </summary>
    public static (string Manifest, string Journals) StateOf(string folder)
    {
        string manifest = Path.Combine(folder, JournalLayout.ManifestName);
        try
        {
            IEnumerable<string> journals = Directory.EnumerateFiles(folder)
                .Where(path => path != manifest && IsOurs(path))
                .Order(StringComparer.Ordinal)
                .Select(path => $"{path} {Heartbeat.PulseOf(path)}");
            return (Heartbeat.PulseOf(manifest), string.Join('\n', journals));
        }
        catch (DirectoryNotFoundException)
        {
            return (Heartbeat.PulseOf(manifest), string.Empty);
        }
    }

    /// <summary>Removes the folder with everything in it.</summary>
    /// <exception cref="IOException">It is a link: what it leads to may be anyone's.</exception>
    public static void Delete(string folder) => Delete(folder, static _ => true);

    /// <summary>
    /// Removes journals; with the last one the folder: the manifest last, so that the id is taken as long as a journal
    /// of it is there. While journals stay, the manifest stays, and what tells which of their rows are written.
    /// </summary>
    /// <param name="folder">The run's journal folder.</param>
    /// <param name="isDone">Whether the journal of that name is in the run's files.</param>
    /// <exception cref="IOException">It is a link: what it leads to may be anyone's.</exception>
    public static void Delete(string folder, Predicate<string> isDone)
    {
        if (new DirectoryInfo(folder).LinkTarget is not null)
        {
            throw new IOException($"'{folder}' is a link, so the journal it leads to is not removed.");
        }

        string manifest = Path.Combine(folder, JournalLayout.ManifestName);
        try
        {
            string[] files = Directory.GetFiles(folder);
            foreach (string file in files.Where(file => JournalOf(file) is { } journal && isDone(journal)))
            {
                File.Delete(file);
            }

            files = Directory.GetFiles(folder);
            if (files.Any(IsJournal))
            {
                return;
            }

            foreach (string file in files.Where(file => file != manifest))
            {
                File.Delete(file);
            }

            File.Delete(manifest);
            Directory.Delete(folder);
        }
        catch (DirectoryNotFoundException)
        {
            // Someone else removed it.
        }
        catch (IOException) when (File.Exists(manifest) || Directory.EnumerateFiles(folder).Any(IsJournal))
        {
            // Someone else claims the id already, or tells of it: the folder is theirs.
        }
    }

    /// <summary>Removes the manifest, which gives up the id. Journals of others stay.</summary>
    public static void Release(string folder)
    {
        try
        {
            File.Delete(Path.Combine(folder, JournalLayout.ManifestName));
            Directory.Delete(folder);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Not empty, or what failed before fails here too.
        }
    }

    private static bool IsJournal(string path) =>
        path.EndsWith(JournalLayout.JournalExtension, StringComparison.Ordinal);

    /// <summary>The name of the journal that a file is, or belongs to; null where it is none.</summary>
    private static string? JournalOf(string path)
    {
        string name = Path.GetFileName(path);
        string? extension = new[] { JournalLayout.JournalExtension, JournalLayout.ProgressExtension }
            .FirstOrDefault(extension => name.EndsWith(extension, StringComparison.Ordinal));
        return extension is null ? null : name[..^extension.Length];
    }

    private static bool IsOurs(string path) => Path.GetFileName(path) is { } name
        && (name is JournalLayout.ManifestName or JournalLayout.GatheredName
            || name.EndsWith(JournalLayout.JournalExtension, StringComparison.Ordinal)
            || name.EndsWith(JournalLayout.ProgressExtension, StringComparison.Ordinal)
            || (TemporaryFile.TargetOf(name) is { } target && IsOurs(target)));
}
