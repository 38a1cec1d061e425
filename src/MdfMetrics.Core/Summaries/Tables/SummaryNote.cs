using MdfMetrics.Files;
using MdfMetrics.Records;
using MdfMetrics.Storage.Layout;
using MdfMetrics.Storage.Walking;

namespace MdfMetrics.Summaries.Tables;

/// <summary>What a change of the summaries does: <c>summaries/_pending.json</c>, from its commit until it is finished.</summary>
/// <param name="Replaced">The full paths of the files that get new content.</param>
/// <param name="Deleted">Those of the files that go.</param>
internal sealed record SummaryNote(IReadOnlyList<string> Replaced, IReadOnlyList<string> Deleted)
{
    private const string FileName = "_pending.json";
    private const int Version = 1;

    public static string PathOf(string store) => Path.Combine(SummaryFiles.Root(store), FileName);

    /// <summary>Whether a change may replace a file of this name.</summary>
    public static bool IsReplaceable(string name) => StoreLayout.IsData(name) || name == SummaryZone.FileName;

    /// <exception cref="MetricsException">FileCorrupt: the note is damaged, or of a later version.</exception>
    /// <exception cref="FileNotFoundException">There is none.</exception>
    public static SummaryNote Read(string store)
    {
        string root = SummaryFiles.Root(store);
        try
        {
            JsonRecord note = JsonLines.ReadWhole(PathOf(store));
            return note.GetInt64("version") == Version
                ? new SummaryNote(Paths(note, "files"), Paths(note, "deleted"))
                : throw new FormatException("a later version of MdfMetrics wrote it");
        }
        catch (FormatException exception)
        {
            throw new MetricsException(
                MetricsError.FileCorrupt,
                $"The note of an unfinished change '{PathOf(store)}' can't be read: {exception.Message}. Delete the "
                    + $"folder '{root}' to have the summaries built anew from the runs that are still there.",
                PathOf(store),
                exception);
        }

        string[] Paths(JsonRecord note, string name)
        {
            string[] paths = [.. note.Texts(name).Select(file => Path.GetFullPath(Path.Combine(root, file)))];
            return paths.All(path => StoreLinks.IsIn(root, path) && IsReplaceable(Path.GetFileName(path)))
                ? paths
                : throw new FormatException("it names files outside the summaries");
        }
    }

    public void Write(string store)
    {
        string root = SummaryFiles.Root(store);
        WholeFile.ReplaceShared(PathOf(store), JsonRecordWriter.Object(json =>
        {
            json.Count("version", Version);
            json.Texts("files", Replaced.Select(path => Path.GetRelativePath(root, path)));
            json.Texts("deleted", Deleted.Select(path => Path.GetRelativePath(root, path)));
        }));
    }
}
