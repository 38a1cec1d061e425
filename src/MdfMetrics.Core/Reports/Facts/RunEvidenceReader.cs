using MdfMetrics.Comparison;
using MdfMetrics.PastRuns;
using MdfMetrics.Secrets;
using MdfMetrics.Storage.Reading;

namespace MdfMetrics.Reports.Facts;

/// <summary>Reads what is known of runs; rows that several of them need are read once.</summary>
internal sealed class RunEvidenceReader(Action<MetricsException> onError, CancellationToken token)
{
    private const int MostReferences = 10;
    private const int LongestHistory = 30;

    // Of runs with more rows than this together, a trend is not worth the wait.
    private const int MostTrendRows = 20_000;

    private readonly Dictionary<string, RunHistory> _histories = [];
    private readonly RunRows _rows = new(onError, token);

    public RunRows Rows => _rows;

    /// <summary>A run beside the completed runs of its pipeline before it.</summary>
    /// <param name="reference">The run to hold it against instead; null: those before it.</param>
    public RunEvidence Read(RunMetrics run, RunMetrics? reference = null)
    {
        RunMetrics[] history = History(run);
        RunMetrics[] before = reference is not null ? [reference]
            : run.store is null ? []
            : [.. HistoryOf(run.store).CompletedBefore(run, tagMatches: null).Take(MostReferences)
                .Select(other => other.Redacted(SecretRedactor.Standard))];
        _rows.LoadStages([.. history, .. before]);
        _rows.LoadOperators([run, .. before]);
        bool isSmall = (long)_rows.Workers(run).Count * history.Length <= MostTrendRows;
        RunMetrics[] trend = isSmall ? history : [.. history.TakeLast(MostReferences + 1)];
        _rows.LoadOperators(trend);
        var comparer = new RunComparer(_rows);
        return new RunEvidence
        {
            Run = run,
            References = before,
            IsReferenceNamed = reference is not null,
            History = history,
            WithOperators = trend.ToHashSet(),
            Rows = _rows,
            Compared = new ComparedRows(
                reference is not null ? comparer.Compare(reference, run)
                : before.Length > 0 ? comparer.CompareWithBefore(before, run)
                : []),
        };
    }

    private RunMetrics[] History(RunMetrics run)
    {
        IEnumerable<RunMetrics> before = run.store is null ? [] : HistoryOf(run.store).NewestFirst()
            .Where(other => other.pipeline_name == run.pipeline_name && RunOrder.OldestFirst.Compare(other, run) < 0)
            .Take(LongestHistory - 1)
            .Select(other => other.Redacted(SecretRedactor.Standard));
        return [.. before.Reverse(), run];
    }

    private RunHistory HistoryOf(string store)
    {
        if (!_histories.TryGetValue(store, out RunHistory? history))
        {
            _histories.Add(store, history = new RunHistory(store, onError, token));
        }

        return history;
    }
}
