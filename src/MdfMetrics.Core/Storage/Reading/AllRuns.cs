namespace MdfMetrics.Storage.Reading;

/// <summary>All runs that files hold, oldest first, as the files are read.</summary>
internal sealed class AllRuns(RunFileReader files)
{
    private readonly WaitingRuns _waiting = new(RunOrder.OldestFirst);

    public IEnumerable<RunMetrics> OldestFirst()
    {
        foreach (FileOutcome<List<RunMetrics>> outcome in files.Read(ReadPlan.OldestFirst, static _ => true))
        {
            foreach (RunMetrics row in Ordered(outcome.Result ?? []))
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
