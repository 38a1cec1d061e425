using MdfMetrics.ParquetFiles;
using MdfMetrics.Storage.Layout;

namespace MdfMetrics.Storage.Reading;

/// <summary>Decides which files may hold the runs of a query, and which runs meet it.</summary>
internal sealed class RunSelection
{
    private readonly RunQuery _query;
    private readonly HashSet<string>? _keys;
    private readonly HashSet<string>? _bareKeys;
    private readonly TimeRange _wanted;

    public RunSelection(RunQuery query)
    {
        _query = query;
        _wanted = new TimeRange(query.SinceUtc ?? DateTime.MinValue, query.UntilUtc ?? DateTime.MaxValue);
        if (query.ExactIds is not null)
        {
            _keys = new HashSet<string>(query.ExactIds.Select(RunId.Key), StringComparer.OrdinalIgnoreCase);
            _bareKeys = new HashSet<string>(
                query.ExactIds.Select(DatasetFile.Bare),
                StringComparer.OrdinalIgnoreCase);
            StartsOfIds = Starts(_bareKeys);
        }
    }

    /// <summary>
    /// When the runs asked for by id start, as far as their ids tell; null where any of them does not.
    /// </summary>
    private TimeRange[]? StartsOfIds { get; }

    /// <summary>False when the file's name alone tells that none of its runs meets the query.</summary>
    public bool MayHold(DatasetFile file) =>
        MayHold(file.Starts)
        && (file.Key is not { } key
            || MayHold(key)
            || (!file.IsDated && (_bareKeys is null || StartsOfIds is not null)));

    /// <summary>False when no run that starts in a range meets the query.</summary>
    public bool MayHold(TimeRange starts) =>
        starts.Meets(_wanted) && (StartsOfIds is null || Array.Exists(StartsOfIds, starts.Meets));

    /// <summary>Whether the id and the start of a run meet the query.</summary>
    public bool AcceptsKey(RunMetrics run) =>
        run.run_id.Length > 0
        && _keys?.Contains(RunId.Key(run.run_id)) != false
        && MatchesName(run.run_id)
        && (_query.SinceUtc is null || run.StartUtc >= _query.SinceUtc)
        && (_query.UntilUtc is null || run.StartUtc <= _query.UntilUtc);

    /// <summary>Whether the run meets the query, but for its Last.</summary>
    public bool Accepts(RunMetrics run) =>
        AcceptsKey(run)
        && _query.Statuses?.Contains(run.status) != false
        && _query.PipelineMatches?.Invoke(run.pipeline_name) != false
        && _query.TagMatches?.Invoke(run.tags) != false;

    private bool MayHold(string key) => _bareKeys?.Contains(DatasetFile.Bare(key)) != false && MatchesName(key);

    private static TimeRange[]? Starts(HashSet<string> bareKeys)
    {
        var starts = new List<TimeRange>(bareKeys.Count);
        foreach (string key in bareKeys)
        {
            if (!RunId.TryGetTime(key, out DateTime time))
            {
                return null;
            }

            starts.Add(TimeRange.At(time).Widen(RunId.Slack));
        }

        return [.. starts];
    }

    private bool MatchesName(string id)
    {
        if (_query.Matches is not { } matches)
        {
            return true;
        }

        string key = RunId.Key(id);
        return matches(id) || matches(key) || matches(RunId.Prefix + key);
    }
}
