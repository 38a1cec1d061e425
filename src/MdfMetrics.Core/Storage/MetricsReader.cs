using MdfMetrics.Storage.Columns;

namespace MdfMetrics.Storage;

/// <summary>
/// Reads a store: files of every layout, of the Python original, and files that hold many runs. A damaged file is
/// reported and never hides the others.
/// </summary>
/// <param name="storePath">The store's folder.</param>
public sealed class MetricsReader(string storePath)
{
    private readonly string _store = StoreLayout.FullPath(storePath);

    /// <summary>The store's full path.</summary>
    public string StorePath => _store;

    /// <summary>
    /// The runs that meet a query, each once, by start and then by id. Streams: files are opened as the caller goes on,
    /// only those whose name does not rule them out, a few at a time on all processors.
    /// </summary>
    /// <param name="query">Which runs.</param>
    /// <param name="onError">Is told of each file that cannot be read (<see cref="MetricsError.FileCorrupt"/>).</param>
    /// <param name="token">Stops the reading.</param>
    /// <exception cref="MetricsException"><see cref="MetricsError.StoreNotFound"/></exception>
    public IEnumerable<RunMetrics> ReadRuns(
        RunQuery query,
        Action<MetricsException> onError,
        CancellationToken token = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        ArgumentNullException.ThrowIfNull(onError);
        var selection = new RunSelection(query);
        IEnumerable<DatasetFile> files = List(MetricsSchema.Runs).Where(selection.MayHold);
        return query.Last is { } last ? Newest(last) : OldestFirst();

        IEnumerable<RunMetrics> OldestFirst()
        {
            DatasetFile[] ordered = [.. files.OrderBy(file => file.TimeUtc ?? DateTime.MinValue)];
            var seen = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
            var waiting = new PriorityQueue<RunMetrics, RunMetrics>(RunOrder.OldestFirst);
            int opened = 0;
            foreach (List<RunMetrics> runs in Read(ordered))
            {
                waiting.EnqueueRange(runs.Where(run => seen.Add(RunId.Key(run.run_id))).Select(run => (run, run)));
                DateTime bound = ++opened == ordered.Length ? DateTime.MaxValue : EarliestStart(ordered[opened]);
                while (waiting.TryPeek(out RunMetrics? run, out _) && run.StartUtc < bound)
                {
                    yield return waiting.Dequeue();
                }
            }
        }

        IEnumerable<RunMetrics> Newest(int count)
        {
            DatasetFile[] ordered = [.. files.OrderByDescending(file => file.TimeUtc ?? DateTime.MaxValue)];
            var seen = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
            var newest = new PriorityQueue<RunMetrics, RunMetrics>(RunOrder.OldestFirst);
            int opened = 0;
            foreach (List<RunMetrics> runs in count > 0 ? Read(ordered) : [])
            {
                foreach (RunMetrics run in runs.Where(run => seen.Add(RunId.Key(run.run_id))))
                {
                    newest.Enqueue(run, run);
                    if (newest.Count > count)
                    {
                        newest.Dequeue();
                    }
                }

                if (++opened < ordered.Length
                    && newest.Count == count
                    && newest.Peek().StartUtc > LatestStart(ordered[opened]))
                {
                    break;
                }
            }

            while (newest.TryDequeue(out RunMetrics? run, out _))
            {
                yield return run;
            }
        }

        IEnumerable<List<RunMetrics>> Read(DatasetFile[] ordered) =>
            FileBatches.Read(MetricsSchema.Runs, ordered, Choose, onError, token);

        IEnumerable<RunMetrics> Choose(DatasetFile file, RunMetrics[] rows)
        {
            IEnumerable<RunMetrics> chosen = rows.Where(run => run.run_id.Length > 0 && selection.Accepts(run));
            chosen = query.Last is { } last && rows.Length > last
                ? chosen.OrderDescending(RunOrder.OldestFirst).Take(last)
                : chosen;
            return chosen.Select(run => run with { store = _store, path = file.Path });
        }
    }

    /// <summary>The stages of runs: run by run as given, the stages of each in their order.</summary>
    /// <param name="runs">The runs. The folder is listed once a call, so give many at a time.</param>
    /// <param name="stageMatches">A test of the stage's name; null takes all.</param>
    /// <param name="onError">Is told of each file that cannot be read.</param>
    /// <param name="token">Stops the reading.</param>
    /// <exception cref="MetricsException"><see cref="MetricsError.StoreNotFound"/>, when enumerated</exception>
    public IEnumerable<StageMetrics> ReadStages(
        IReadOnlyList<RunMetrics> runs,
        Func<string, bool>? stageMatches,
        Action<MetricsException> onError,
        CancellationToken token = default) =>
        RowsByRun(
            MetricsSchema.Stages,
            runs,
            row => row.run_id,
            row => stageMatches?.Invoke(row.stage_name) != false,
            onError,
            token).SelectMany(RowOrder.Sort);

    /// <summary>The operator rows of runs with their latencies: run by run as given, each in its order.</summary>
    /// <param name="runs">The runs. The folder is listed once a call, so give many at a time.</param>
    /// <param name="stageMatches">A test of the stage's name; null takes all.</param>
    /// <param name="operatorMatches">A test of the operator's name; null takes all.</param>
    /// <param name="onError">
    /// Is told of each file that cannot be read; rows whose histograms are damaged come without latencies.
    /// </param>
    /// <param name="token">Stops the reading.</param>
    /// <exception cref="MetricsException"><see cref="MetricsError.StoreNotFound"/>, when enumerated</exception>
    public IEnumerable<OperatorMetrics> ReadOperators(
        IReadOnlyList<RunMetrics> runs,
        Func<string, bool>? stageMatches,
        Func<string, bool>? operatorMatches,
        Action<MetricsException> onError,
        CancellationToken token = default)
    {
        IEnumerable<List<OperatorMetrics>> operators = RowsByRun(
            MetricsSchema.Operators,
            runs,
            row => row.run_id,
            row => stageMatches?.Invoke(row.stage_name) != false && operatorMatches?.Invoke(row.operator_name) != false,
            onError,
            token);
        IEnumerable<List<HistogramRow>> histograms = RowsByRun(
            MetricsSchema.Histograms,
            runs,
            row => row.run_id,
            _ => true,
            onError,
            token);
        return operators.Zip(histograms, (rows, buckets) => HistogramJoin.Join(RowOrder.Sort(rows), buckets, onError))
            .SelectMany(rows => rows);
    }

    private static DateTime EarliestStart(DatasetFile file) =>
        file.TimeUtc is { } time ? time - RunId.Slack : DateTime.MinValue;

    private static DateTime LatestStart(DatasetFile file) =>
        file.TimeUtc is { } time ? time + RunId.Slack : DateTime.MaxValue;

    private List<DatasetFile> List<TRow>(DatasetSchema<TRow> schema)
        where TRow : class =>
        StoreLayout.List(_store, schema.Name, schema.FilePrefix);

    /// <summary>
    /// The rows of each run. They come from one file, so that nothing counts twice while files are rewritten: one that
    /// is named after the run, else the first of the others that has any.
    /// </summary>
    private IEnumerable<List<TRow>> RowsByRun<TRow>(
        DatasetSchema<TRow> schema,
        IReadOnlyList<RunMetrics> runs,
        Func<TRow, string> idOf,
        Func<TRow, bool> keep,
        Action<MetricsException> onError,
        CancellationToken token)
        where TRow : class
    {
        ILookup<string?, DatasetFile> files = List(schema).ToLookup(
            file => file.Key is null ? null : DatasetFile.Bare(file.Key),
            StringComparer.OrdinalIgnoreCase);
        var keys = new HashSet<string>(runs.Select(run => RunId.Key(run.run_id)), StringComparer.OrdinalIgnoreCase);
        var shared = new Dictionary<string, List<TRow>>(StringComparer.OrdinalIgnoreCase);
        foreach (List<TRow> rows in Read([.. files[null]]))
        {
            foreach (IGrouping<string, TRow> run in rows.GroupBy(Key, StringComparer.OrdinalIgnoreCase))
            {
                shared.TryAdd(run.Key, [.. run]);
            }
        }

        (RunMetrics Run, DatasetFile[] Files)[] own =
            [.. runs.Select(run => (run, files[DatasetFile.Bare(run.run_id)].ToArray()))];
        using IEnumerator<List<TRow>> contents = Read([.. own.SelectMany(run => run.Files)]).GetEnumerator();
        foreach ((RunMetrics run, DatasetFile[] ownFiles) in own)
        {
            List<TRow>? found = null;
            foreach (DatasetFile _ in ownFiles)
            {
                contents.MoveNext();
                List<TRow> rows = [.. contents.Current.Where(row => RunId.Same(idOf(row), run.run_id))];
                found ??= rows.Count > 0 ? rows : null;
            }

            found ??= shared.GetValueOrDefault(RunId.Key(run.run_id), []);
            yield return [.. found.Where(keep)];
        }

        string Key(TRow row) => RunId.Key(idOf(row));

        IEnumerable<List<TRow>> Read(DatasetFile[] chosen) => FileBatches.Read(
            schema,
            chosen,
            (_, rows) => rows.Where(row => keys.Contains(Key(row))),
            onError,
            token);
    }
}
