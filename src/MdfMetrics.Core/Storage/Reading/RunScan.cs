using MdfMetrics.ParquetFiles;
using MdfMetrics.Storage.Layout;
using MdfMetrics.Storage.Schema;

namespace MdfMetrics.Storage.Reading;

/// <summary>
/// Finds the runs of a query. Each run comes once, whatever maintenance does meanwhile: when a file is gone that was
/// listed, the store is listed again, and the runs go on that have not come yet.
/// </summary>
internal sealed class RunScan(string store, RunQuery query, Action<MetricsException> onError, CancellationToken token)
{
    private readonly RunSelection _selection = new(query);
    private readonly HashSet<string> _seen = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string> _done = new(StringComparer.Ordinal);
    private readonly PriorityQueue<RunMetrics, RunMetrics> _waiting = new(RunOrder.OldestFirst);
    private StoreListing _listing = StoreListing.Of(store, MetricsSchema.Runs);

    /// <summary>Of the newest runs asked for with a maximum, the oldest so far. Read on other threads.</summary>
    private volatile RunMetrics? _floor;

    /// <summary>All of them, as files are read.</summary>
    public IEnumerable<RunMetrics> OldestFirst()
    {
        foreach (FileOutcome<List<RunMetrics>> outcome in Read(ReadPlan.OldestFirst))
        {
            DateTime bound = outcome.Part.Bound;
            foreach (RunMetrics run in New(outcome.Result ?? []).Order(RunOrder.OldestFirst))
            {
                // Most files follow each other in time: their runs need not wait.
                if (_waiting.Count == 0 && run.StartUtc < bound)
                {
                    yield return run;
                }
                else
                {
                    _waiting.Enqueue(run, run);
                }
            }

            while (_waiting.TryPeek(out RunMetrics? run, out _) && run.StartUtc < bound)
            {
                yield return _waiting.Dequeue();
            }
        }

        while (_waiting.TryDequeue(out RunMetrics? run, out _))
        {
            yield return run;
        }
    }

    /// <summary>
    /// The newest runs up to a maximum, oldest first. Files that are too old are not opened, and of those whose runs turn out to be
    /// too old only the key columns are read.
    /// </summary>
    public IEnumerable<RunMetrics> Newest(int count)
    {
        foreach (FileOutcome<List<RunMetrics>> outcome in count > 0 ? Read(NewestFirst) : [])
        {
            foreach (RunMetrics run in New(outcome.Result ?? []))
            {
                _waiting.Enqueue(run, run);
                if (_waiting.Count > count)
                {
                    _waiting.Dequeue();
                }
            }

            if (_waiting.Count == count)
            {
                _floor = _waiting.Peek();
                if (_floor.StartUtc > outcome.Part.Bound)
                {
                    break;
                }
            }
        }

        while (_waiting.TryDequeue(out RunMetrics? run, out _))
        {
            yield return run;
        }
    }

    private IEnumerable<FilePart> NewestFirst(IEnumerable<DatasetFile> files, Func<TimeRange, bool> mayHold) =>
        ReadPlan.NewestFirst(files, mayHold).TakeWhile(part => !(part.Starts.To < _floor?.StartUtc));

    private IEnumerable<RunMetrics> New(List<RunMetrics> runs) =>
        runs.Where(run => _seen.Add(RunId.Key(run.run_id)));

    private IEnumerable<FileOutcome<List<RunMetrics>>> Read(
        Func<IEnumerable<DatasetFile>, Func<TimeRange, bool>, IEnumerable<FilePart>> plan)
    {
        while (true)
        {
            bool isGone = false;
            IEnumerable<DatasetFile> files =
                _listing.Files.Where(file => _selection.MayHold(file) && !_done.Contains(file.Path));
            foreach (FileOutcome<List<RunMetrics>> outcome in FileBatches.Read(
                MetricsSchema.Runs,
                plan(files, _selection.MayHold),
                IsWanted,
                Choose,
                onError,
                token))
            {
                if (outcome.IsGone)
                {
                    _done.Add(outcome.Part.File.Path);
                    isGone = true;
                    break;
                }

                if (outcome.Part.Group is null)
                {
                    _done.Add(outcome.Part.File.Path);
                }

                yield return outcome;
            }

            if (!isGone)
            {
                yield break;
            }

            _listing = StoreListing.Of(store, MetricsSchema.Runs);
        }
    }

    private bool IsWanted(RunMetrics run) =>
        _selection.AcceptsKey(run)
        && !(_floor is { } floor && RunOrder.OldestFirst.Compare(run, floor) < 0)
        && !_listing.View.IsRemoved(run.run_id);

    private IEnumerable<RunMetrics> Choose(FilePart part, RunMetrics[] rows)
    {
        IEnumerable<RunMetrics> chosen = rows.Where(_selection.Accepts);
        chosen = query.Last is { } last && rows.Length > last
            ? chosen.OrderDescending(RunOrder.OldestFirst).Take(last)
            : chosen;
        return chosen.Select(run => run with { store = store, path = part.File.Path });
    }
}
