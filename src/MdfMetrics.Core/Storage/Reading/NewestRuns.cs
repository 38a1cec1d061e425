using MdfMetrics.ParquetFiles;
using MdfMetrics.Storage.Layout;

namespace MdfMetrics.Storage.Reading;

/// <summary>
/// The newest runs that files hold, up to a maximum. Files with the latest runs are read first. Once there are enough,
/// of rows that are older only the key columns are read, and files of older runs not at all.
/// </summary>
internal sealed class NewestRuns(RunFileReader files, int count)
{
    private readonly WaitingRuns _newest = new(RunOrder.NewestLast);

    /// <summary>The oldest of them, once there are enough. Read on other threads.</summary>
    private volatile RunMetrics? _limit;

    public IEnumerable<RunMetrics> OldestFirst()
    {
        while (count > 0 && !Fill())
        {
            // One of them is not asked for after all. Older ones were dropped or passed over for it.
            _limit = null;
        }

        var newest = new List<RunMetrics>(_newest.Count);
        while (_newest.Count > 0)
        {
            newest.Add(_newest.TakeOldest());
        }

        return newest.Order(RunOrder.OldestFirst);
    }

    private bool Fill()
    {
        foreach (FileOutcome<List<RunMetrics>> outcome in files.Read(Parts, row => !IsOlder(row)))
        {
            foreach (RunMetrics row in outcome.Result ?? [])
            {
                if (!_newest.Add(row, outcome.Part.File) && _limit is not null)
                {
                    return false;
                }

                if (_newest.Count > count)
                {
                    _newest.DropOldest();
                }
            }

            _limit = _newest.Count == count ? _newest.Oldest : null;
            if (_limit?.StartUtc > outcome.Part.NextStart)
            {
                break;
            }
        }

        return true;
    }

    private IEnumerable<FilePart> Parts(IEnumerable<DatasetFile> listed, Func<TimeRange, bool> mayHold) =>
        ReadPlan.NewestFirst(listed, mayHold).TakeWhile(part => !(part.Starts.To < _limit?.StartUtc));

    private bool IsOlder(RunMetrics row) => _limit is { } limit && RunOrder.NewestLast.Compare(row, limit) < 0;
}
