using MdfMetrics.Files;
using MdfMetrics.ParquetFiles;
using MdfMetrics.ParquetFiles.Columns;
using MdfMetrics.Storage.Commits;
using MdfMetrics.Storage.Layout;
using MdfMetrics.Storage.Reading;
using MdfMetrics.Storage.Schema;

namespace MdfMetrics.Storage.Writing;

/// <summary>Writes runs to a store: each whole or not at all.</summary>
/// <param name="storePath">The store's folder, created when missing.</param>
/// <param name="options">Layout, histograms, durability.</param>
public sealed class MetricsWriter(string storePath, WriterOptions options)
{
    private readonly string _store = StoreLayout.FullPath(storePath);

    /// <summary>
    /// Writes a run with its stages and operator rows: four files, of which the last makes the run exist. Without any
    /// rows a file has the columns alone, so that engines find the dataset. A run that the store has already with the
    /// same content is left as it is.
    /// </summary>
    /// <returns>The run with its store and its path.</returns>
    /// <exception cref="ArgumentException">A row has another run id than the run.</exception>
    /// <exception cref="MetricsException">
    /// <see cref="MetricsError.InvalidRunId"/>; <see cref="MetricsError.RunExists"/>: the store has another run of this
    /// id; <see cref="MetricsError.StoreNotWritable"/>; <see cref="MetricsError.FileCorrupt"/>: the stored run of this
    /// id cannot be read.
    /// </exception>
    public RunMetrics WriteAll(
        RunMetrics run,
        IReadOnlyList<StageMetrics> stages,
        IReadOnlyList<OperatorMetrics> operators)
    {
        // What was recorded here is masked already; rows of other origin may not be.
        (run, stages, operators) = (
            run.Redacted(options.Redactor),
            [.. stages.Select(row => row.Redacted(options.Redactor))],
            [.. operators.Select(row => row.Redacted(options.Redactor))]);
        return Exclusively(run, stages, operators, folders =>
        {
            if (Stored(run, stages, operators) is { } stored)
            {
                return stored;
            }

            RefuseRemoved(run);
            return Write(folders, run, stages, operators, replace: false);
        });
    }

    /// <summary>
    /// Whether a stored run lies in the file that this writer would give it, which no other run shares.
    /// </summary>
    internal bool HasOwnFile(RunMetrics run) => string.Equals(run.path, OwnFile(run), StringComparison.Ordinal);

    /// <summary>
    /// Writes a run that has its own files in the place of an older state of it: the same run with rows that came late.
    /// </summary>
    /// <param name="stages">All its stages.</param>
    /// <param name="operators">All its operator rows.</param>
    /// <exception cref="MetricsException"><see cref="MetricsError.StoreNotWritable"/></exception>
    internal RunMetrics Replace(
        RunMetrics run,
        IReadOnlyList<StageMetrics> stages,
        IReadOnlyList<OperatorMetrics> operators) =>
        Exclusively(run, stages, operators, folders => Write(folders, run, stages, operators, replace: true));

    private string OwnFile(RunMetrics run) => Path.Combine(
        StoreLayout.Folder(_store, MetricsSchema.Runs.Name, options.PartitionBy, run.StartUtc!.Value),
        StoreLayout.FileName(MetricsSchema.Runs.FilePrefix, RunId.Key(run.run_id)));

    /// <summary>What was removed may still have files that are about to be deleted, by their names.</summary>
    private void RefuseRemoved(RunMetrics run)
    {
        CommittedChanges view = CommittedChanges.Of(_store);
        if (view.IsRemoved(run.run_id) || view.IsReplaced(OwnFile(run)))
        {
            throw new MetricsException(
                MetricsError.RunExists,
                $"The run '{run.run_id}' of the store '{_store}' is just being removed. Try again in a few seconds; if "
                    + "that was cut off, Optimize-MdfMetrics finishes it.",
                run.run_id);
        }
    }

    private RunMetrics Exclusively(
        RunMetrics run,
        IReadOnlyList<StageMetrics> stages,
        IReadOnlyList<OperatorMetrics> operators,
        Func<StoreFolder, RunMetrics> write)
    {
        ArgumentNullException.ThrowIfNull(run);
        ArgumentNullException.ThrowIfNull(stages);
        ArgumentNullException.ThrowIfNull(operators);
        RunId.Validate(run.run_id, run.StartUtc ?? throw NoStart(run));
        if (stages.Any(row => row.run_id != run.run_id) || operators.Any(row => row.run_id != run.run_id))
        {
            throw new ArgumentException($"There are rows of other runs than '{run.run_id}'.");
        }

        var folders = new StoreFolder(options);
        try
        {
            folders.Create(_store);
            using RunWriteLock writing = RunWriteLock.Take(_store, run.run_id);
            return write(folders);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new MetricsException(
                MetricsError.StoreNotWritable,
                $"The store '{_store}' cannot be written: {exception.Message} "
                + "Give a folder that this account may write.",
                _store,
                exception);
        }
    }

    private static MetricsException NoStart(RunMetrics run) => new(
        MetricsError.InvalidMetric,
        $"The run '{run.run_id}' has no start_time, by which it would lie in the store. Give it one.",
        run.run_id);

    private RunMetrics Write(
        StoreFolder folders,
        RunMetrics run,
        IReadOnlyList<StageMetrics> stages,
        IReadOnlyList<OperatorMetrics> operators,
        bool replace)
    {
        using var files = new StoredFiles(_store, folders);
        if (options.CollectHistograms)
        {
            Add(MetricsSchema.Histograms, HistogramJoin.Split(operators));
        }

        Add(MetricsSchema.Operators, operators);
        Add(MetricsSchema.Stages, stages);
        Add(MetricsSchema.Runs, [run]);
        return run with { store = _store, path = files.Publish(replace) };

        void Add<TRow>(DatasetSchema<TRow> schema, IReadOnlyList<TRow> rows)
            where TRow : class => files.Add(
                StoreLayout.Folder(_store, schema.Name, options.PartitionBy, run.StartUtc!.Value),
                StoreLayout.FileName(schema.FilePrefix, RunId.Key(run.run_id)),
                ParquetFile.Serialize(schema, rows));
    }

    /// <summary>The run as the store has it, when it is this one; null when there is none of its id.</summary>
    private RunMetrics? Stored(
        RunMetrics run,
        IReadOnlyList<StageMetrics> stages,
        IReadOnlyList<OperatorMetrics> operators)
    {
        var reader = new MetricsReader(_store);
        Action<MetricsException> fail = OwnFileErrors.Throw(run.run_id, static _ => { });
        RunMetrics? stored = reader.Find(run.run_id, fail);
        if (stored is null)
        {
            return null;
        }

        OperatorMetrics[] storedOperators = [.. reader.ReadOperators([stored], null, null, fail)];
        bool same = MetricsSchema.Runs.AreSame(run, stored)
            && AreSame(MetricsSchema.Stages, stages, [.. reader.ReadStages([stored], null, fail)], Key)
            && AreSame(MetricsSchema.Operators, operators, storedOperators, Key)
            && (!options.CollectHistograms
                || AreSame(
                    MetricsSchema.Histograms,
                    HistogramJoin.Split(operators),
                    HistogramJoin.Split(WithLatenciesIn(operators)),
                    Key));
        return same ? run with { store = _store, path = stored.path } : throw new MetricsException(
            MetricsError.RunExists,
            $"The store '{_store}' has another run '{stored.run_id}': choose another id, or remove that run first.",
            run.run_id);

        // Rows that were read without their histograms are those of the store nevertheless.
        OperatorMetrics[] WithLatenciesIn(IReadOnlyList<OperatorMetrics> rows)
        {
            HashSet<string> given = [.. rows.Where(row => row.Latencies is not null).Select(Key)];
            return [.. storedOperators.Where(row => given.Contains(Key(row)))];
        }
    }

    private static bool AreSame<TRow>(
        DatasetSchema<TRow> schema,
        IReadOnlyList<TRow> given,
        IReadOnlyList<TRow> stored,
        Func<TRow, string> key)
        where TRow : class =>
        given.Count == stored.Count
        && given.OrderBy(key, StringComparer.Ordinal)
            .Zip(stored.OrderBy(key, StringComparer.Ordinal), schema.AreSame)
            .All(same => same);

    private static string Key(StageMetrics row) => row.stage_name;

    private static string Key(OperatorMetrics row) => $"{row.stage_name}\0{row.operator_name}\0{row.worker_id}";

    private static string Key(HistogramRow row) => $"{row.stage_name}\0{row.operator_name}\0{row.worker_id}";
}
