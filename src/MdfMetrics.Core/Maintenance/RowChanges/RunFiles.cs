using MdfMetrics.Files;
using MdfMetrics.ParquetFiles;
using MdfMetrics.ParquetFiles.Batches;
using MdfMetrics.ParquetFiles.Columns;
using MdfMetrics.ParquetFiles.Decoding;
using MdfMetrics.Progress;
using MdfMetrics.Storage.Layout;
using MdfMetrics.Storage.Reading;
using MdfMetrics.Storage.Schema;

namespace MdfMetrics.Maintenance.RowChanges;

/// <summary>
/// Finds the files that have rows of runs, opening only those that may. Names only find candidates: the run_id column
/// decides, except where a file is named after a run and can't be read.
/// </summary>
internal sealed class RunFiles
{
    private readonly string _store;
    private readonly Action<MetricsException> _onError;
    private readonly CancellationToken _token;
    private readonly DateTime[]? _starts;
    private readonly HashSet<string> _bareKeys;
    private readonly HashSet<string> _paths;
    private readonly Dictionary<string, string> _keys;

    /// <summary>Prepares a search; it changes nothing.</summary>
    /// <param name="store">The store's full path.</param>
    /// <param name="onError">Receives each file of many runs that can't be read.</param>
    public RunFiles(
        string store,
        IReadOnlyCollection<RunMetrics> runs,
        Action<MetricsException> onError,
        CancellationToken token)
    {
        (_store, _onError, _token) = (store, onError, token);
        _starts = RunStarts.Of(runs);
        _bareKeys = runs.Select(run => DatasetFile.Bare(run.run_id)).ToHashSet(StringComparer.OrdinalIgnoreCase);
        _paths = runs.Select(run => run.path).OfType<string>().ToHashSet(StringComparer.Ordinal);
        _bareKeys.UnionWith(_paths
            .Select(path => DatasetFile.KeyOf(path, MetricsSchema.Runs.FilePrefix)).OfType<string>()
            .Select(DatasetFile.Bare));
        _keys = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (RunMetrics run in runs)
        {
            string key = RunId.Key(run.run_id);
            _keys[key] = key;
        }
    }

    /// <summary>Follows the search.</summary>
    public WorkProgress Progress { get; init; } = WorkProgress.None;

    /// <summary>The files of all datasets, those of the runs first: the order of removal.</summary>
    public IReadOnlyList<RunFile> FindAll() => [.. MetricsSchema.All.Reverse().SelectMany(Find)];

    public IReadOnlyList<RunFile> Find(Dataset dataset)
    {
        FilePart[] parts = [.. StoreListing.Of(_store, dataset).Files.Where(MayHold).Select(FilePart.Whole)];
        Progress.Begin($"Reading {dataset.Name}", "files", parts.Length, left: 8);
        return
        [
            .. Progress.Follow(FileBatches
                .Read(parts, (part, stop) => Look(dataset, part.File, stop), int.MaxValue, _onError, _token))
                .Select(outcome => outcome.Result)
                .OfType<RunFile>()
                .Where(file => file.Keys.Count > 0)
                .Select(file => file with { IsLinked = Links.LeadThrough(_store, file.Path) }),
        ];
    }

    private bool MayHold(DatasetFile file) => file.Key is { } key
        ? _bareKeys.Contains(DatasetFile.Bare(key)) || _paths.Contains(file.Path)
        : _starts is null || file.Starts.MeetsAny(_starts);

    private RunFile Look(Dataset dataset, DatasetFile file, CancellationToken token)
    {
        long bytes = new FileInfo(file.Path).Length;
        string? owner = file.Key is null ? null : _keys.GetValueOrDefault(RunId.Key(file.Key));
        var rowsOfRuns = new Dictionary<string, long>(StringComparer.OrdinalIgnoreCase);
        long rows = 0;
        try
        {
            rows = ParquetFile.Guard(dataset.Name, file.Path, () => CountRows(file.Path, rowsOfRuns, token));
        }
        catch (MetricsException) when (owner is not null)
        {
            // Nothing but its name tells whose it is, and nobody can read it.
            rowsOfRuns.Clear();
        }

        if (rows == 0 && owner is not null)
        {
            rowsOfRuns[owner] = 0;
        }

        return new RunFile(dataset, file, bytes, rows, rowsOfRuns);
    }

    /// <summary>Counts all rows of a file, and those of each of the runs.</summary>
    private long CountRows(string path, Dictionary<string, long> rowsOfRuns, CancellationToken token)
    {
        using ParquetSource source = ParquetSource.Open(path);
        if (!source.Has(Dataset.RunId))
        {
            throw new ColumnException(Dataset.RunId, "is missing");
        }

        TimeRange[]? starts = GroupStarts.Read(source.Footer, source.Groups);
        long rows = 0;
        for (int group = 0; group < source.Groups; group++)
        {
            rows += source.Rows(group);
            if (_starts is not null && starts?[group].MeetsAny(_starts) == false)
            {
                continue;
            }

            foreach (string? id in source.ReadBatch(group, [new TextBatch(Dataset.RunId)], token).Texts(Dataset.RunId))
            {
                if (_keys.TryGetValue(RunId.Key(id ?? string.Empty), out string? key))
                {
                    rowsOfRuns[key] = rowsOfRuns.GetValueOrDefault(key) + 1;
                }
            }
        }

        return rows;
    }
}
