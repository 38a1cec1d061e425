using MdfMetrics.ParquetFiles;
using MdfMetrics.ParquetFiles.Columns;
using MdfMetrics.Storage.Layout;
using MdfMetrics.Storage.Reading;
using MdfMetrics.Summaries.Periods;
using MdfMetrics.Summaries.Tables;

namespace MdfMetrics.Summaries;

/// <summary>Reads the summaries of a store: only the files of the periods asked for.</summary>
public sealed class SummaryReader(string storePath)
{
    private readonly string _store = StoreLayout.FullPath(storePath);

    /// <summary>Whether the store has a summary by this period, if only one without rows.</summary>
    public bool Has(SummaryPeriod period) => SummaryFiles.Keys(_store).Any(file => file.Period == period);

    /// <summary>The runs of each period and pipeline, oldest first.</summary>
    /// <param name="query">Which periods.</param>
    /// <param name="onError">Receives each file that can't be read.</param>
    /// <exception cref="MetricsException"><see cref="MetricsError.StoreNotFound"/></exception>
    public IEnumerable<RunSummary> ReadRuns(
        SummaryQuery query,
        Action<MetricsException> onError,
        CancellationToken token = default) =>
        Read(SummaryTables.Runs, query, onError, token).Select(row => row with { store = _store });

    /// <summary>The stages of each period, oldest first, then in their order.</summary>
    /// <inheritdoc cref="ReadRuns"/>
    public IEnumerable<StageSummary> ReadStages(
        SummaryQuery query,
        Action<MetricsException> onError,
        CancellationToken token = default) =>
        Read(SummaryTables.Stages, query, onError, token).Select(row => row with { store = _store });

    /// <summary>The operators of each period, oldest first, then in their order.</summary>
    /// <inheritdoc cref="ReadRuns"/>
    public IEnumerable<OperatorSummary> ReadOperators(
        SummaryQuery query,
        Action<MetricsException> onError,
        CancellationToken token = default) =>
        Read(SummaryTables.Operators, query, onError, token).Select(row => row with { store = _store });

    private IEnumerable<TRow> Read<TRow>(
        SummaryTable<TRow> level,
        SummaryQuery query,
        Action<MetricsException> onError,
        CancellationToken token)
        where TRow : class
    {
        DatasetSchema<TRow> schema = SummarySchema.WithoutBuckets(level.Schema);
        return FileBatches.Read(schema, Files(schema, query), IsWanted, static (_, rows) => rows, onError, token)
            .SelectMany(outcome => level.Sort((outcome.Result ?? []).Where(IsOfPipeline)));

        bool IsOfPipeline(TRow row) => query.PipelineMatches?.Invoke(level.KeyOf(row).Pipeline) != false;

        bool IsWanted(TRow row)
        {
            SummaryKey key = level.KeyOf(row);
            return !(PeriodCalendar.End(query.Period, key.PeriodStart) <= query.SinceUtc)
                && !(key.PeriodStart > query.UntilUtc)
                && query.StageMatches?.Invoke(key.Stage) != false
                && query.OperatorMatches?.Invoke(key.Operator) != false;
        }
    }

    /// <summary>The files of the periods, oldest first.</summary>
    private IEnumerable<FilePart> Files<TRow>(DatasetSchema<TRow> schema, SummaryQuery query)
        where TRow : class
    {
        StoreLayout.Require(_store);
        string folder = SummaryFiles.Folder(_store, schema);
        if (!Directory.Exists(folder))
        {
            return [];
        }

        return Directory.EnumerateFiles(folder, StoreLayout.FileName(schema.FilePrefix, "*"))
            .Order(StringComparer.Ordinal)
            .Where(path => PeriodCalendar.TryGetRange(
                    query.Period,
                    Path.GetFileNameWithoutExtension(path.AsSpan())[schema.FilePrefix.Length..],
                    out DateTime from,
                    out DateTime to)
                && !(to <= query.SinceUtc)
                && !(from > query.UntilUtc))
            .Select(static path => FilePart.Whole(new DatasetFile(path, null, TimeRange.Any)));
    }
}
