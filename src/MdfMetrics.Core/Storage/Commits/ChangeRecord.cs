using MdfMetrics.Records;
using MdfMetrics.Storage.Layout;

namespace MdfMetrics.Storage.Commits;

/// <summary>
/// What one change of a store does: <c>_maintenance/(generation).json</c>. Paths are relative to the store.
/// </summary>
/// <param name="Generation">Its number: every change has a higher one.</param>
/// <param name="Creates">The files that it adds.</param>
/// <param name="Replaces">The files that readers pass over from the commit on, until they are deleted.</param>
/// <param name="RemovedRuns">The runs whose rows readers pass over until then.</param>
internal sealed record ChangeRecord(
    long Generation,
    IReadOnlyList<string> Creates,
    IReadOnlyList<string> Replaces,
    IReadOnlyList<string> RemovedRuns)
{
    /// <summary>Whether nothing is left to do.</summary>
    public bool IsFinished => Replaces.Count == 0 && RemovedRuns.Count == 0;

    /// <summary>Reads a record.</summary>
    /// <exception cref="MetricsException">FileCorrupt, with what to do.</exception>
    /// <exception cref="FileNotFoundException">It is gone.</exception>
    public static ChangeRecord Read(string path, long generation)
    {
        try
        {
            JsonRecord record = JsonLines.ReadWhole(path);
            return new ChangeRecord(
                generation,
                [.. record.Texts("creates")],
                [.. record.Texts("replaces")],
                [.. record.Texts("removed_runs")])
            {
                Version = record.GetInt64("version") ?? throw new FormatException("version is missing"),
            };
        }
        catch (FormatException exception)
        {
            throw new MetricsException(
                MetricsError.FileCorrupt,
                $"The record of maintenance '{path}' can't be read: {exception.Message}. If no maintenance is going "
                    + "on, delete it; runs may then lie in two files, of which readers take one, and the next "
                    + "Optimize-MdfMetrics removes the other.",
                path,
                exception);
        }
        catch (Exception exception) when (exception is UnauthorizedAccessException
            or IOException and not (FileNotFoundException or DirectoryNotFoundException))
        {
            throw new MetricsException(
                MetricsError.FileCorrupt,
                $"The record of maintenance '{path}' can't be read: {exception.Message} Give this account the "
                    + "right to read it.",
                path,
                exception);
        }
    }

    /// <summary>The version of the record's format.</summary>
    public long Version { get; private init; } = MaintenanceLayout.Version;

    /// <summary>The record as it is stored.</summary>
    public byte[] ToJson() => JsonRecordWriter.Object(json =>
    {
        json.Count("version", Version);
        json.Count("generation", Generation);
        json.Texts("creates", Creates);
        json.Texts("replaces", Replaces);
        json.Texts("removed_runs", RemovedRuns);
    });
}
