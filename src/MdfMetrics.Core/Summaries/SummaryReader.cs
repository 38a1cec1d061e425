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
        var zones = new Dictionary<string, PeriodCalendar>(StringComparer.Ordinal);
        IEnumerable<TRow> rows = FileBatches
            .Read(schema, Files(schema, query), IsWanted, static (_, rows) => rows, onError, token)
            .SelectMany(outcome => level.Sort((outcome.Result ?? []).Where(IsOfPipelineAndTime)));
        return query.Last is { } last ? Newest(level, rows, last) : rows;

        bool IsWanted(TRow row)
        {
            SummaryKey key = level.KeyOf(row);
            return !(key.PeriodStart > query.UntilUtc)
                && query.StageMatches?.Invoke(key.Stage) != false
                && query.OperatorMatches?.Invoke(key.Operator) != false;
        }

        bool IsOfPipelineAndTime(TRow row)
        {
            SummaryKey key = level.KeyOf(row);
            return !(query.SinceUtc is { } since && Calendar(level.ZoneOf(row)).End(key.PeriodStart) <= since)
                && query.PipelineMatches?.Invoke(key.Pipeline) != false;
        }

        PeriodCalendar Calendar(string zone)
        {
            if (!zones.TryGetValue(zone, out PeriodCalendar? calendar))
            {
                // A machine that does not know the zone must show its rows all the same: at worst one more.
                PeriodZone rules = ZoneNames.TryFind(zone) ?? PeriodZone.Utc;
                zones.Add(zone, calendar = new PeriodCalendar(query.Period, rules));
            }

            return calendar;
        }
    }

    private static IEnumerable<TRow> Newest<TRow>(SummaryTable<TRow> level, IEnumerable<TRow> rows, int count)
        where TRow : class => level.Sort(rows
            .GroupBy(row => level.KeyOf(row).Pipeline)
            .SelectMany(pipeline => pipeline
                .GroupBy(row => level.KeyOf(row).PeriodStart)
                .OrderBy(static period => period.Key)
                .TakeLast(count)
                .SelectMany(static period => period)));

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
