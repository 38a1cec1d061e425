using MdfMetrics.Aggregation;
using MdfMetrics.Files;
using MdfMetrics.Journal.Lines;
using MdfMetrics.Records;
using MdfMetrics.Storage.Layout;

namespace MdfMetrics.Journal.Replay;

/// <summary>
/// Which entries, in which revision, a run was written with. Noted before the files are published: with the run in the
/// store, what is not in here came late. Where a later revision may come it holds the rows too: a file has no entries,
/// so that one could not be replaced there.
/// </summary>
internal sealed class GatheredEntries
{
    private readonly string _folder;
    private readonly Dictionary<string, long> _revisions;
    private readonly IReadOnlyList<OperatorMetrics> _rows;

    /// <summary>The rows of the files that <see cref="_rows"/> stand for.</summary>
    private readonly HashSet<OperatorKey> _keys;

    private GatheredEntries(
        string folder,
        Dictionary<string, long> revisions,
        IReadOnlyList<OperatorMetrics> rows,
        IEnumerable<OperatorKey> keys)
    {
        _folder = folder;
        _revisions = revisions;
        _rows = rows;
        _keys = [.. keys];
    }

    /// <summary>Notes what a run is about to be written with.</summary>
    /// <param name="folder">The run's journal folder.</param>
    /// <param name="entries">All its entries.</param>
    /// <param name="unfinished">Those of them that journals which stay may tell more of.</param>
    public static void Write(
        string folder,
        IEnumerable<OperatorMetrics> entries,
        IEnumerable<OperatorMetrics>? unfinished = null)
    {
        OperatorMetrics[] rows = [.. unfinished ?? []];
        new GatheredEntries(folder, Revisions(entries), rows, rows.Select(OperatorKey.Of)).Write();
    }

    /// <summary>Whether a run was written, or about to be.</summary>
    /// <param name="folder">The run's journal folder.</param>
    public static bool IsNoted(string folder) => File.Exists(Path.Combine(folder, JournalLayout.GatheredName));

    /// <summary>What was noted of a run; nothing where there is no note.</summary>
    /// <exception cref="MetricsException">FileCorrupt: what the files have can't be told.</exception>
    public static GatheredEntries Read(JournaledRun run)
    {
        string path = Path.Combine(run.Folder, JournalLayout.GatheredName);
        if (!IsNoted(run.Folder))
        {
            return new GatheredEntries(run.Folder, [], [], []);
        }

        try
        {
            JsonRecord gathered = JsonLines.ReadWhole(path);
            return new GatheredEntries(
                run.Folder,
                gathered.Object("entries")?.Counts() ?? [],
                [.. gathered.Items("rows").Select(row => OperatorLine.Read(row, run.Header.run_id, string.Empty))],
                gathered.Items("keys").Select(key => new OperatorKey(
                    key.Required("stage_name"),
                    key.Required("operator_name"),
                    key.Required("worker_id"))));
        }
        catch (Exception e) when (e is FormatException or MetricsException)
        {
            throw new MetricsException(
                MetricsError.FileCorrupt,
                $"'{path}' can't be read: {e.Message}. The run is written, but nothing tells which rows came after "
                    + $"that. If none did, delete the folder '{run.Folder}'.",
                path,
                e);
        }
    }

    /// <summary>The entries of a run that its files do not have.</summary>
    public IReadOnlyList<OperatorMetrics> Late(JournaledRun run) =>
        [.. run.Entries.Where(
            entry => !(_revisions.TryGetValue(entry.entry_id!, out long had) && had >= entry.revision))];

    /// <summary>
    /// The note that makes adding late entries repeatable: with the rows of the files that they add to, so that these
    /// are not added to twice should the process die in between.
    /// </summary>
    /// <param name="late">What <see cref="Late"/> gave.</param>
    /// <param name="written">The run's rows as its files have them.</param>
    /// <exception cref="MetricsException">FileCorrupt: what a later revision replaces is not known.</exception>
    public GatheredEntries Before(IReadOnlyList<OperatorMetrics> late, IEnumerable<OperatorMetrics> written)
    {
        HashSet<string> known = [.. _rows.Select(row => row.entry_id!)];
        if (late.FirstOrDefault(row => IsWritten(row) && !known.Contains(row.entry_id!)) is { } lost)
        {
            throw new MetricsException(
                MetricsError.FileCorrupt,
                $"The entry '{lost.entry_id}' of the worker '{lost.worker_id}' was written and has come again in a "
                    + $"later revision, but nothing in '{_folder}' has the row that it replaces: nothing is added. "
                    + "Restore that folder from a backup, where there is one.",
                _folder);
        }

        HashSet<OperatorKey> keys = [.. late.Select(OperatorKey.Of).Except(_keys)];
        IEnumerable<OperatorMetrics> added = written
            .Where(row => keys.Contains(OperatorKey.Of(row)))
            .Select(row => row with { entry_id = OperatorKey.Of(row).ToEntryId() + "\nwritten" });
        return new GatheredEntries(_folder, _revisions, [.. _rows, .. added], _keys.Concat(keys));
    }

    /// <summary>The note once late entries are in the files.</summary>
    public GatheredEntries After(IReadOnlyList<OperatorMetrics> late) => new(
        _folder,
        Revisions(late, _revisions),
        [.. _rows.ExceptBy(late.Select(row => row.entry_id), row => row.entry_id), .. late],
        _keys);

    /// <summary>The entries of a written run with what came late: a later revision replaces, others add.</summary>
    /// <param name="written">The run's rows as its files have them.</param>
    /// <param name="late">What <see cref="Late"/> gave.</param>
    public IEnumerable<OperatorMetrics> Merge(
        IEnumerable<OperatorMetrics> written,
        IEnumerable<OperatorMetrics> late) =>
        written.Where(row => !_keys.Contains(OperatorKey.Of(row))).Concat(_rows).Concat(late);

    /// <summary>Puts the note in the place of the one that may be there.</summary>
    public void Write() => WholeFile.ReplaceShared(
        Path.Combine(_folder, JournalLayout.GatheredName),
        JsonRecordWriter.Object(json =>
        {
            json.Count("version", JournalLayout.Version);
            json.WriteStartObject("entries");
            foreach ((string entry, long revision) in _revisions)
            {
                json.WriteNumber(entry, revision);
            }

            json.WriteEndObject();
            json.Array("rows", _rows, OperatorLine.Write);
            json.Array("keys", _keys, static (json, key) =>
            {
                json.Text("stage_name", key.StageName);
                json.Text("operator_name", key.OperatorName);
                json.Text("worker_id", key.WorkerId);
            });
        }));

    private bool IsWritten(OperatorMetrics row) => _revisions.ContainsKey(row.entry_id!);

    private static Dictionary<string, long> Revisions(
        IEnumerable<OperatorMetrics> entries,
        Dictionary<string, long>? older = null)
    {
        var revisions = new Dictionary<string, long>(older ?? [], StringComparer.Ordinal);
        foreach (OperatorMetrics entry in entries.Where(entry => entry.entry_id is not null))
        {
            revisions[entry.entry_id!] = Math.Max(revisions.GetValueOrDefault(entry.entry_id!), entry.revision);
        }

        return revisions;
    }
}
