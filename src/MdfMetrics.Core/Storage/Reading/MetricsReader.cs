using MdfMetrics.ParquetFiles.Columns;
using MdfMetrics.Storage.Layout;
using MdfMetrics.Storage.Schema;

namespace MdfMetrics.Storage.Reading;

/// <summary>
/// Reads a store: files of every layout, of the Python original, and files that hold many runs. A damaged file is
/// reported and never hides the others.
/// </summary>
public sealed class MetricsReader(string storePath)
{
    private readonly string _store = StoreLayout.FullPath(storePath);

    /// <summary>The store's full path.</summary>
    public string StorePath => _store;

    /// <summary>
    /// The runs that meet a query, each once, by start and then by id. Streams: files are opened as the caller goes on,
    /// only those whose name does not rule them out, a few at a time on all processors.
    /// </summary>
    /// <param name="onError">Receives each file that cannot be read (<see cref="MetricsError.FileCorrupt"/>).</param>
    /// <exception cref="MetricsException"><see cref="MetricsError.StoreNotFound"/></exception>
    public IEnumerable<RunMetrics> ReadRuns(
        RunQuery query,
        Action<MetricsException> onError,
        CancellationToken token = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        ArgumentNullException.ThrowIfNull(onError);
        return ReadRuns(MetricsSchema.Runs, query, FileBatches.MostRows, onError, token);
    }

    /// <summary>The run of an id; null when it was not written.</summary>
    /// <param name="runId">Its id, in either spelling.</param>
    /// <param name="onError">Receives each file that cannot be read.</param>
    /// <exception cref="MetricsException"><see cref="MetricsError.StoreNotFound"/></exception>
    internal RunMetrics? Find(string runId, Action<MetricsException> onError) =>
        ReadRuns(new RunQuery { ExactIds = [runId] }, onError).FirstOrDefault();

    /// <summary>The same with some of the columns.</summary>
    /// <param name="columns">The runs dataset, with the columns that are to be read.</param>
    /// <param name="mostRows">How many rows may be read ahead of the caller.</param>
    /// <param name="onError">Receives each file that cannot be read.</param>
    /// <exception cref="MetricsException"><see cref="MetricsError.StoreNotFound"/></exception>
    internal IEnumerable<RunMetrics> ReadRuns(
        DatasetSchema<RunMetrics> columns,
        RunQuery query,
        int mostRows,
        Action<MetricsException> onError,
        CancellationToken token)
    {
        var files = new RunFileReader(_store, columns, query, onError, token);
        return query.Last is { } last
            ? new NewestRuns(files, last).OldestFirst()
            : new AllRuns(files, mostRows).OldestFirst();
    }

    /// <summary>
    /// Of each pipeline the newest run that has ended and the newest completed ones, without configuration, error, host,
    /// tags and context. Pipelines come in the order of their first runs, the runs of each newest first.
    /// </summary>
    /// <param name="completed">How many completed ones.</param>
    /// <param name="onError">Receives each file that cannot be read.</param>
    /// <exception cref="MetricsException"><see cref="MetricsError.StoreNotFound"/></exception>
    internal IEnumerable<RunMetrics> ReadNewestFigures(
        int completed,
        Action<MetricsException> onError,
        CancellationToken token = default) => new NewestOfPipelines(
            new RunFileReader(_store, MetricsSchema.RunFigures, new RunQuery(), onError, token),
            completed,
            token).Read();

    /// <summary>The stages of runs: run by run as given, the stages of each in their order.</summary>
    /// <param name="runs">The runs. The folder is listed once a call, so give many at a time.</param>
    /// <param name="stageMatches">A test of the stage's name; null takes all.</param>
    /// <param name="onError">Receives each file that cannot be read.</param>
    /// <exception cref="MetricsException"><see cref="MetricsError.StoreNotFound"/>, when enumerated</exception>
    public IEnumerable<StageMetrics> ReadStages(
        IReadOnlyList<RunMetrics> runs,
        Func<string, bool>? stageMatches,
        Action<MetricsException> onError,
        CancellationToken token = default) =>
        new RowScan<StageMetrics>(
            _store,
            MetricsSchema.Stages,
            static row => row.run_id,
            row => stageMatches?.Invoke(row.stage_name) != false,
            onError,
            token).ByRun(runs).SelectMany(RowOrder.Sort);

    /// <summary>The operator rows of runs with their latencies: run by run as given, each in its order.</summary>
    /// <param name="runs">The runs. The folder is listed once a call, so give many at a time.</param>
    /// <param name="stageMatches">A test of the stage's name; null takes all.</param>
    /// <param name="operatorMatches">A test of the operator's name; null takes all.</param>
    /// <param name="onError">
    /// Receives each file that cannot be read; rows whose histograms are damaged come without latencies.
    /// </param>
    /// <exception cref="MetricsException"><see cref="MetricsError.StoreNotFound"/>, when enumerated</exception>
    public IEnumerable<OperatorMetrics> ReadOperators(
        IReadOnlyList<RunMetrics> runs,
        Func<string, bool>? stageMatches,
        Func<string, bool>? operatorMatches,
        Action<MetricsException> onError,
        CancellationToken token = default)
    {
        IEnumerable<List<OperatorMetrics>> operators = Operators(runs, stageMatches, operatorMatches, onError, token);
        IEnumerable<List<HistogramRow>> histograms = new RowScan<HistogramRow>(
            _store,
            MetricsSchema.Histograms,
            static row => row.run_id,
            row => stageMatches?.Invoke(row.stage_name) != false
                && operatorMatches?.Invoke(row.operator_name) != false,
            onError,
            token).ByRun(runs);
        return operators
            .Zip(histograms, (rows, buckets) => HistogramJoin.Join(RowOrder.Sort(rows), buckets, onError))
            .SelectMany(rows => rows);
    }

    /// <summary>The same rows without latencies: the histograms, most of a store, are not opened.</summary>
    /// <inheritdoc cref="ReadOperators"/>
    public IEnumerable<OperatorMetrics> ReadOperatorFigures(
        IReadOnlyList<RunMetrics> runs,
        Func<string, bool>? stageMatches,
        Func<string, bool>? operatorMatches,
        Action<MetricsException> onError,
        CancellationToken token = default) =>
        Operators(runs, stageMatches, operatorMatches, onError, token).SelectMany(RowOrder.Sort);

    private IEnumerable<List<OperatorMetrics>> Operators(
        IReadOnlyList<RunMetrics> runs,
        Func<string, bool>? stageMatches,
        Func<string, bool>? operatorMatches,
        Action<MetricsException> onError,
        CancellationToken token) =>
        new RowScan<OperatorMetrics>(
            _store,
            MetricsSchema.Operators,
            static row => row.run_id,
            row => stageMatches?.Invoke(row.stage_name) != false
                && operatorMatches?.Invoke(row.operator_name) != false,
            onError,
            token).ByRun(runs);
}
