using MdfMetrics.ParquetFiles;
using MdfMetrics.ParquetFiles.Columns;
using MdfMetrics.Storage.Layout;

namespace MdfMetrics.Storage.Reading;

/// <summary>
/// Reads the files of the runs dataset that may hold runs of a query, each once, whatever maintenance does meanwhile:
/// when a file is gone that was listed, the store is listed again, and the files are read that have not been yet.
/// </summary>
/// <param name="schema">The runs dataset, with the columns that are to be read.</param>
internal sealed class RunFileReader(
    string store,
    DatasetSchema<RunMetrics> schema,
    RunQuery query,
    Action<MetricsException> onError,
    CancellationToken token)
{
    private readonly RunSelection _selection = new(query);
    private StoreListing _listing = StoreListing.Of(store, schema);

    /// <summary>Whether what comes now may have come before, from other files.</summary>
    public bool IsListedAgain { get; private set; }

    /// <summary>
    /// The rows whose id and start meet the query. One that does not meet all of it has no path: where it is the one
    /// that counts of its run, the run is not asked for.
    /// </summary>
    /// <param name="order">In which order files are read: a method of <see cref="ReadPlan"/>.</param>
    /// <param name="isWanted">Whether a row is wanted, told by the key columns; called on several threads.</param>
    /// <param name="mostRows">How many rows may be read ahead of the caller.</param>
    public IEnumerable<FileOutcome<List<RunMetrics>>> Read(
        Func<IEnumerable<DatasetFile>, Func<TimeRange, bool>, IEnumerable<FilePart>> order,
        Func<RunMetrics, bool> isWanted,
        int mostRows = FileBatches.MostRows)
    {
        var done = new HashSet<string>(StringComparer.Ordinal);
        for (bool again = true; again;)
        {
            again = false;
            foreach (FileOutcome<List<RunMetrics>> outcome in FileBatches.Read(
                schema,
                order(_listing.Files.Where(MayHold), _selection.MayHold),
                run => _selection.AcceptsKey(run) && isWanted(run) && !_listing.View.IsRemoved(run.run_id),
                Choose,
                onError,
                token,
                mostRows))
            {
                if (outcome.IsGone || outcome.Part.Group is null)
                {
                    done.Add(outcome.Part.File.Path);
                }

                if (outcome.IsGone)
                {
                    again = true;
                    break;
                }

                yield return outcome;
            }

            _listing = again ? StoreListing.Of(store, schema) : _listing;
            IsListedAgain |= again;
        }

        bool MayHold(DatasetFile file) => _selection.MayHold(file) && !done.Contains(file.Path);
    }

    private IEnumerable<RunMetrics> Choose(FilePart part, RunMetrics[] rows)
    {
        ILookup<bool, RunMetrics> accepted = rows.ToLookup(_selection.Accepts);
        IEnumerable<RunMetrics> chosen = query.Last is { } last && rows.Length > last
            ? accepted[true].OrderDescending(RunOrder.NewestLast).Take(last)
            : accepted[true];

        // Of those that are not asked for only the key goes on: their texts would outlive many that are.
        return chosen
            .Select(run => run with { store = store, path = part.File.Path })
            .Concat(accepted[false].Select(run => new RunMetrics { run_id = run.run_id, start_time = run.StartUtc }));
    }
}
