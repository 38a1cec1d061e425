using MdfMetrics.Storage.Layout;

namespace MdfMetrics.Storage.Reading;

/// <summary>Of the runs of a pipeline the newest that has ended and the newest completed ones, each once.</summary>
/// <param name="name">The pipeline; empty for runs without a name.</param>
/// <param name="completed">How many completed ones.</param>
internal sealed class PipelineRuns(string name, int completed)
{
    private readonly List<(RunMetrics Row, DatasetFile File)> _newestFirst = [];

    /// <summary>When the newest run began.</summary>
    private DateTime? _newest;

    /// <summary>When the oldest of the completed ones began, once there are enough.</summary>
    private DateTime? _oldest;

    public string Name => name;

    /// <summary>When the first of all runs began that were looked at, not of those alone that are kept.</summary>
    public DateTime FirstStart { get; private set; } = DateTime.MaxValue;

    /// <summary>The runs, the newest first.</summary>
    public IEnumerable<RunMetrics> NewestFirst => _newestFirst.Select(run => run.Row);

    /// <summary>Looks at a run that has ended.</summary>
    /// <returns>False where it is too old to be one of those that are kept.</returns>
    public bool MayKeep(DateTime? start, bool isCompleted)
    {
        FirstStart = start < FirstStart ? start.Value : FirstStart;
        DateTime known = start ?? DateTime.MinValue;
        return !(known < _newest) || (isCompleted && !(known < _oldest));
    }

    /// <summary>
    /// Adds a row of a run that has ended. Of several of a run one counts, see <see cref="FilePrecedence"/>.
    /// </summary>
    public void Add(RunMetrics row, DatasetFile file)
    {
        int same = _newestFirst.FindIndex(run => RunId.Same(run.Row.run_id, row.run_id));
        if (same >= 0)
        {
            if (!FilePrecedence.Precedes(row.run_id, file, _newestFirst[same].File))
            {
                return;
            }

            _newestFirst.RemoveAt(same);
        }

        int place = _newestFirst.FindIndex(run => RunOrder.NewestLast.Compare(run.Row, row) < 0);
        _newestFirst.Insert(place < 0 ? _newestFirst.Count : place, (row, file));
        RunMetrics newest = _newestFirst[0].Row;
        int left = completed;
        _newestFirst.RemoveAll(run => (run.Row.status != RunStatus.Completed || --left < 0) && run.Row != newest);
        _newest = newest.StartUtc;
        _oldest = left <= 0 ? _newestFirst[^1].Row.StartUtc : null;
        FirstStart = row.StartUtc < FirstStart ? row.StartUtc.Value : FirstStart;
    }
}
