using MdfMetrics.Storage.Reading;

namespace MdfMetrics.PastRuns;

/// <summary>The runs of one store from the newest back, read once and only as far as they are asked for.</summary>
internal sealed class RunHistory(string store, Action<MetricsException> onError, CancellationToken token)
{
    private const int FirstChunk = 64;
    private const int Growth = 8;

    private readonly MetricsReader _reader = new(store);
    private readonly List<RunMetrics> _newestFirst = [];
    private readonly HashSet<string> _reported = [];
    private int _chunk = FirstChunk;
    private bool _isWhole;

    /// <summary>The runs, the newest first.</summary>
    /// <exception cref="MetricsException">StoreNotFound, when enumerated.</exception>
    public IEnumerable<RunMetrics> NewestFirst()
    {
        for (int next = 0; next < _newestFirst.Count || ReadOlder(); next++)
        {
            yield return _newestFirst[next];
        }
    }

    /// <summary>
    /// The completed runs of a run's pipeline that started before it, the newest first; what baselines are taken of.
    /// </summary>
    /// <param name="run">The run; it need not be in the store.</param>
    /// <param name="tagMatches">Only runs whose tags pass; null takes all.</param>
    public IEnumerable<RunMetrics> CompletedBefore(RunMetrics run, Func<JsonMap?, bool>? tagMatches) =>
        NewestFirst()
            .Where(other => RunOrder.OldestFirst.Compare(other, run) < 0
                && other.pipeline_name == run.pipeline_name
                && other.status == RunStatus.Completed
                && tagMatches?.Invoke(other.tags) != false);

    // Chunks grow, so that a store of any size is listed a few times at most.
    private bool ReadOlder()
    {
        int known = _newestFirst.Count;
        while (!_isWhole && _newestFirst.Count == known)
        {
            RunMetrics? oldest = _newestFirst.LastOrDefault();
            var query = new RunQuery { UntilUtc = oldest?.StartUtc, Last = _chunk };
            RunMetrics[] older = [.. _reader.ReadRuns(query, ReportOnce, token)];
            _newestFirst.AddRange(older
                .Where(run => run.StartUtc is not null)
                .Where(run => oldest is null || RunOrder.OldestFirst.Compare(run, oldest) < 0)
                .Reverse());
            _isWhole = older.Length < _chunk;
            _chunk = (int)Math.Min((long)_chunk * Growth, int.MaxValue);
        }

        return _newestFirst.Count > known;
    }

    private void ReportOnce(MetricsException error)
    {
        if (_reported.Add(error.Message))
        {
            onError(error);
        }
    }
}
