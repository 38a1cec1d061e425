using MdfMetrics.Checking;
using MdfMetrics.Storage;
using MdfMetrics.Storage.Batches;
using MdfMetrics.Storage.Columns;

namespace MdfMetrics.Maintenance.Rewriting;

/// <summary>Finds the files that have rows of runs, opening only those that may.</summary>
/// <param name="store">The store's full path.</param>
/// <param name="runs">The runs.</param>
/// <param name="onError">Is told of each file that can't be read.</param>
/// <param name="token">Stops the search.</param>
internal sealed class RunFiles(
    string store,
    IReadOnlyCollection<RunMetrics> runs,
    Action<MetricsException> onError,
    CancellationToken token)
{
    private readonly StoreLinks _links = new(store);
    private readonly DateTime[] _starts = [.. runs.Select(run => run.StartUtc).Order()];
    private readonly HashSet<string> _bareKeys =
        runs.Select(run => DatasetFile.Bare(run.run_id)).ToHashSet(StringComparer.OrdinalIgnoreCase);

    private readonly HashSet<string> _keys =
        runs.Select(run => RunId.Key(run.run_id)).ToHashSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>The files of a dataset. What lies behind a link out of the store is not among them.</summary>
    public IReadOnlyList<RunFile> Find(Dataset dataset)
    {
        IEnumerable<FilePart> parts = _links.Within(StoreListing.Of(store, dataset).Files)
            .Where(file => file.Key is { } key ? _bareKeys.Contains(DatasetFile.Bare(key)) : file.Starts.MeetsAny(_starts))
            .Select(FilePart.Whole);
        return
        [
            .. FileBatches.Read(parts, (part, stop) => Look(dataset, part.File, stop), int.MaxValue, onError, token)
                .Select(outcome => outcome.Result)
                .OfType<RunFile>()
                .Where(file => file.Keys.Count > 0),
        ];
    }

    private RunFile Look(Dataset dataset, DatasetFile file, CancellationToken token) =>
        ParquetFile.Guard(dataset.Name, file.Path, () =>
        {
            using ParquetSource source = ParquetSource.Open(file.Path);
            TimeRange[]? starts = GroupStarts.Read(source.Footer, source.Groups);
            var keys = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
            bool isWhole = true;
            for (int group = 0; group < source.Groups; group++)
            {
                if (starts?[group].MeetsAny(_starts) == false)
                {
                    isWhole = false;
                    continue;
                }

                foreach (string? id in source.ReadBatch(group, [new TextBatch(Dataset.RunId)], token).Texts(Dataset.RunId))
                {
                    string key = RunId.Key(id ?? string.Empty);
                    bool isAsked = _keys.Contains(key);
                    isWhole &= isAsked;
                    if (isAsked)
                    {
                        keys.Add(key);
                    }
                }
            }

            // A file without rows is its run's all the same.
            if (isWhole && keys.Count == 0 && file.Key is { } name)
            {
                keys.Add(RunId.Key(name));
            }

            return new RunFile(dataset, file, keys, isWhole);
        });
}
