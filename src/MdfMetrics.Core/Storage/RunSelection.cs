namespace MdfMetrics.Storage;

/// <summary>Decides which files may hold the runs of a query, and which runs meet it.</summary>
internal sealed class RunSelection
{
    private readonly RunQuery _query;
    private readonly HashSet<string>? _keys;
    private readonly HashSet<string>? _bareKeys;

    public RunSelection(RunQuery query)
    {
        _query = query;
        if (query.ExactIds is not null)
        {
            _keys = new HashSet<string>(query.ExactIds.Select(RunId.Key), StringComparer.OrdinalIgnoreCase);
            _bareKeys = new HashSet<string>(
                query.ExactIds.Select(DatasetFile.Bare),
                StringComparer.OrdinalIgnoreCase);
        }
    }

    /// <summary>False when the file's name alone tells that none of its runs meets the query.</summary>
    public bool MayHold(DatasetFile file)
    {
        if (file.Key is not { } key)
        {
            return true;
        }

        return _bareKeys?.Contains(DatasetFile.Bare(key)) != false
            && MatchesName(key)
            && (file.TimeUtc is not { } time
                || ((_query.SinceUtc is not { } since || time + RunId.Slack >= since)
                    && (_query.UntilUtc is not { } until || time - RunId.Slack <= until)));
    }

    /// <summary>Whether the run meets the query, but for its Last.</summary>
    public bool Accepts(RunMetrics run)
    {
        return _keys?.Contains(RunId.Key(run.run_id)) != false
            && MatchesName(run.run_id)
            && !(run.StartUtc < _query.SinceUtc)
            && !(run.StartUtc > _query.UntilUtc)
            && _query.Statuses?.Contains(run.status) != false
            && _query.TagMatches?.Invoke(run.tags) != false;
    }

    private bool MatchesName(string id)
    {
        if (_query.Matches is not { } matches)
        {
            return true;
        }

        string key = RunId.Key(id);
        return matches(id) || matches(key) || matches("run_" + key);
    }
}
