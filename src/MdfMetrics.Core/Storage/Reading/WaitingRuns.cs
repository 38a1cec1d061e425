using MdfMetrics.Storage.Layout;

namespace MdfMetrics.Storage.Reading;

/// <summary>
/// Runs on their way from the files to the caller, oldest first. Each comes once, and until it is taken gives way to a
/// row of it that counts instead, see <see cref="FilePrecedence"/>.
/// </summary>
/// <param name="order">Which is the oldest.</param>
internal sealed class WaitingRuns(RunOrder order)
{
    private readonly SortedSet<RunMetrics> _runs = new(order);
    private readonly HashSet<string> _known = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The known runs that are not taken, and their files; those that are not asked for have no row.</summary>
    private readonly Dictionary<string, (DatasetFile File, RunMetrics? Row)> _open =
        new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The keys of known runs by their start, those of unknown start excepted.</summary>
    private readonly PriorityQueue<string, DateTime> _byStart = new();

    public int Count => _runs.Count;

    /// <summary>The oldest that waits; null when none does.</summary>
    public RunMetrics? Oldest => _runs.Min;

    /// <summary>Adds a row. One without a path counts as any, and is of a run that is not asked for.</summary>
    /// <returns>False when a run goes that waited, because it turns out that it is not asked for.</returns>
    public bool Add(RunMetrics row, DatasetFile file)
    {
        string key = RunId.Key(row.run_id);
        bool hasWaited = false;
        if (!Know(row, key))
        {
            if (!_open.TryGetValue(key, out (DatasetFile File, RunMetrics? Row) other)
                || !FilePrecedence.Precedes(key, file, other.File))
            {
                return true;
            }

            hasWaited = other.Row is not null && _runs.Remove(other.Row);
        }

        bool isAskedFor = row.path is not null;
        _open[key] = (file, isAskedFor ? row : null);
        return isAskedFor ? _runs.Add(row) : !hasWaited;
    }

    /// <summary>Whether a run is not known yet. From now on it is, and taken.</summary>
    public bool Pass(RunMetrics row) => Know(row, RunId.Key(row.run_id));

    /// <summary>Takes the oldest run for good.</summary>
    public RunMetrics TakeOldest()
    {
        RunMetrics run = _runs.Min!;
        _runs.Remove(run);
        _open.Remove(RunId.Key(run.run_id));
        return run;
    }

    /// <summary>Forgets the runs that started before a moment, none of which waits or comes again.</summary>
    public void Forget(DateTime before)
    {
        while (_byStart.TryPeek(out string? key, out DateTime start) && start < before)
        {
            _byStart.Dequeue();
            _known.Remove(key);
            _open.Remove(key);
        }
    }

    /// <summary>Drops the oldest run; it may be added again.</summary>
    public void DropOldest() => _known.Remove(RunId.Key(TakeOldest().run_id));

    private bool Know(RunMetrics row, string key)
    {
        bool isNew = _known.Add(key);
        if (isNew && row.StartUtc is { } start)
        {
            _byStart.Enqueue(key, start);
        }

        return isNew;
    }
}
