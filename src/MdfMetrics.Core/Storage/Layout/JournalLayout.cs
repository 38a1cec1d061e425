namespace MdfMetrics.Storage.Layout;

/// <summary>
/// Where the journals of a store lie: <c>_journal/run_(key)/(process).ndjson</c> and what is beside them.
/// </summary>
internal static class JournalLayout
{
    /// <summary>The version of the format, see docs/journal-format.md.</summary>
    public const int Version = 1;

    /// <summary>How the names of journals end.</summary>
    public const string JournalExtension = ".ndjson";

    /// <summary>How the names of the files end that hold what is still going on.</summary>
    public const string ProgressExtension = ".progress.json";

    /// <summary>The file whose exclusive creation claims the run's id.</summary>
    public const string ManifestName = "run.json";

    /// <summary>The file that says which entries the written run has.</summary>
    public const string GatheredName = "gathered.json";

    /// <summary>The name of the folder of all journals.</summary>
    public const string JournalsName = "_journal";

    /// <summary>The folder of all journals of a store.</summary>
    public static string Journals(string store) => Path.Combine(store, JournalsName);

    /// <summary>
    /// The folder of a run's journals. Its name is in lower case, so that ids that differ in case only are one run on
    /// every platform.
    /// </summary>
    public static string Folder(string store, string runId) =>
        Path.Combine(Journals(store), RunId.Prefix + StoreLayout.RunName(runId).ToLowerInvariant());

    /// <summary>The journal of a process.</summary>
    /// <param name="folder">The run's.</param>
    /// <param name="name">The name of the process in the run.</param>
    public static string Journal(string folder, string name) => Path.Combine(folder, name + JournalExtension);

    /// <summary>What the process has going on.</summary>
    /// <inheritdoc cref="Journal"/>
    public static string Progress(string folder, string name) => Path.Combine(folder, name + ProgressExtension);

    /// <summary>The journals of a run, in no order.</summary>
    /// <param name="folder">The run's.</param>
    public static IEnumerable<string> JournalsOf(string folder) =>
        Directory.EnumerateFiles(folder, "*" + JournalExtension);

    /// <summary>
    /// The folders of the runs that have journals. A link is none: nothing outside is restored and removed.
    /// </summary>
    public static IEnumerable<string> Folders(string store)
    {
        var journals = new DirectoryInfo(Journals(store));
        return journals.Exists
            ? journals.EnumerateDirectories(RunId.Prefix + "*")
                .Where(folder => (folder.Attributes & FileAttributes.ReparsePoint) == 0)
                .Select(folder => folder.FullName)
            : [];
    }
}
