namespace MdfMetrics.Storage.Reading;

/// <summary>
/// All runs that files hold, oldest first, as the files are read. What is in memory does not grow with the store: runs
/// that started before all that is left to read are given, and forgotten.
/// </summary>
/// <param name="mostRows">How many rows may be read ahead of the caller.</param>
internal sealed class AllRuns(RunFileReader files, int mostRows)
{
    private readonly WaitingRuns _waiting = new(RunOrder.OldestFirst);

    /// <summary>All that started before it is given.</summary>
    private DateTime _given = DateTime.MinValue;

    public IEnumerable<RunMetrics> OldestFirst()
    {
        foreach (FileOutcome<List<RunMetrics>> outcome in files.Read(
            ReadPlan.OldestFirst,
            static _ => true,
            mostRows))
        {
            // A store that is listed again has the runs in new files that were given already.
            DateTime given = files.IsListedAgain ? _given : DateTime.MinValue;
            foreach (RunMetrics row in Ordered(outcome.Result ?? []).Where(row => !(row.StartUtc < given)))
            {
                // Most files follow each other in time: their runs need not wait.
                if (_waiting.Count > 0 || !(row.StartUtc < outcome.Part.NextStart) || !_waiting.Pass(row))
                {
                    _waiting.Add(row, outcome.Part.File);
                }
                else if (row.path is not null)
                {
                    yield return row;
                }
            }

            while (_waiting.Oldest?.StartUtc < outcome.Part.NextStart)
            {
                yield return _waiting.TakeOldest();
            }

            _given = outcome.Part.NextStart > _given ? outcome.Part.NextStart : _given;
            _waiting.Forget(_given);
        }

        while (_waiting.Count > 0)
        {
            yield return _waiting.TakeOldest();
        }
    }

    /// <summary>Those that are not asked for come last, in any order.</summary>
    private static IEnumerable<RunMetrics> Ordered(List<RunMetrics> rows) => rows
        .Where(row => row.path is not null)
        .Order(RunOrder.OldestFirst)
        .Concat(rows.Where(row => row.path is null));
}
