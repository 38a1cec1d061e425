using System.Collections;
using MdfMetrics.Maintenance.Tagging;
using MdfMetrics.ParquetFiles;
using MdfMetrics.ParquetFiles.Columns;
using MdfMetrics.Storage.Schema;
using MdfMetrics.Summaries.Tables;
using MdfMetrics.Tests.Maintenance;
using MdfMetrics.Tests.Storage;
using MdfMetrics.Tests.Summaries;
using Xunit.Abstractions;

namespace MdfMetrics.Tests.ParquetFiles;

/// <summary>
/// What files say of their values is right or not there: DataFusion, and Spark with aggregate push-down, answer MIN and
/// MAX from it, and everyone prunes by it.
/// </summary>
public sealed class StatisticsTests(ITestOutputHelper output) : IDisposable
{
    private readonly TemporaryStore _store = new();
    private readonly Random _random = Seeded.Random(output);

    public void Dispose() => _store.Dispose();

    [Fact]
    public void Statistics_OfRowsOfAnyKind_AreTheValues()
    {
        int empty = 0;
        for (int i = 0; i < 12; i++)
        {
            empty += Check(MetricsSchema.Runs) + Check(MetricsSchema.Stages) + Check(MetricsSchema.Operators)
                + Check(SummarySchema.Runs) + Check(SummarySchema.Stages) + Check(SummarySchema.Operators);
        }

        Assert.NotEqual(0, empty);
    }

    [Fact]
    public void Statistics_OfFilesWithoutRows_AreNotThere()
    {
        _store.Write(Sample.Create(stages: 0));

        Assert.NotEqual(0, FileStatistics.CheckAll(_store.Path));
    }

    [Fact]
    public void Statistics_OfRunsWithoutRecordsLooseAndCompacted_AreNotThere()
    {
        // An empty run has no pass rate: 0 % would page someone.
        foreach (string id in new[] { "a", "b" })
        {
            Sample sample = Sample.Create(id, stages: 1, latencies: 0);
            _store.Write(sample with { Run = sample.Run with { overall_pass_rate = double.NaN, duration = 0 } });
        }

        Assert.NotEqual(0, FileStatistics.CheckAll(_store.Path));
        _store.Compact();
        Assert.NotEqual(0, FileStatistics.CheckAll(_store.Path));
    }

    [Fact]
    public void Statistics_OfCompactedChangedAndSummarizedRuns_AreTheValues()
    {
        for (int i = 0; i < 40; i++)
        {
            Sample sample = Summarizing.Numbered(i, Sample.Start.AddHours(i), latencies: _random.Next(300));
            _store.Write(sample with { Run = sample.Run with { overall_pass_rate = i % 4 == 0 ? -0.0 : double.NaN } });
        }

        _store.Summarize();
        FileStatistics.CheckAll(_store.Path);
        _store.Compact();
        FileStatistics.CheckAll(_store.Path);
        var tagger = new RunTagger(_store.Path, Maintaining.Impatient(), static error => throw error);
        var labels = new LabelChange(new Hashtable { ["keep"] = "yes" }, null);
        Assert.True(tagger.Change([.. _store.Runs().Take(3)], labels, default));
        FileStatistics.CheckAll(_store.Path);
    }

    [Fact]
    public void Statistics_OfColumnsOfOthers_AreTheValues()
    {
        RunMetrics[] runs = [.. Enumerable.Range(0, 6).Select(i => _store.Write(Sample.Create($"r{i}", latencies: 5)))];
        int nan = _random.Next(6);
        using var engine = new DuckDb();
        foreach ((RunMetrics run, int i) in runs.Select((run, i) => (run, i)))
        {
            engine.Execute(
                $"""
                COPY (SELECT *,
                    {i % 2} = 1 AS truth, 'x'::BLOB AS bytes, NULL::BIGINT AS nothing,
                    CASE WHEN {i} = {nan} THEN 'NaN'::DOUBLE ELSE {i} END AS some_nan,
                    'NaN'::FLOAT AS all_nan, (-0.0)::FLOAT AS zero, ({i} - 3)::FLOAT AS single,
                    ({i} - 3)::TINYINT AS int8, (250 + {i})::UTINYINT AS uint8, (-300 + {i})::SMALLINT AS int16,
                    (65530 + {i})::USMALLINT AS uint16, ({i} - 3)::INTEGER AS int32,
                    CASE WHEN {i} > 2 THEN 4000000000 ELSE {i} END::UINTEGER AS uint32,
                    CASE WHEN {i} > 2 THEN 18000000000000000000 ELSE {i} END::UBIGINT AS uint64,
                    ('1969-12-31 23:59:5{i}.25')::TIMESTAMP_MS AS moment
                FROM '{run.path}') TO '{run.path}.new' (FORMAT parquet)
                """);
            File.Move(run.path + ".new", run.path!, overwrite: true);
        }

        _store.Compact();

        FileStatistics.CheckAll(_store.Path);
        Assert.Equal(
            6L,
            engine.Single($"SELECT count(moment) FROM '{_store.At("runs/*.parquet")}' WHERE int8 BETWEEN -3 AND 2"));
        Assert.Equal(
            3L,
            engine.Single($"SELECT count(*) FROM '{_store.At("runs/*.parquet")}' WHERE uint64 > 9223372036854775807"));
    }

    private int Check<TRow>(DatasetSchema<TRow> schema)
        where TRow : class
    {
        var values = new AnyColumns(_random);
        var rows = new TRow[_random.Next(4) * _random.Next(10)];
        for (int i = 0; i < rows.Length; i++)
        {
            rows[i] = schema.Create();
            foreach (Column<TRow> column in schema.Columns.Where(column => column is not WordColumn<TRow>))
            {
                column.TryRead(values, rows[i]);
            }
        }

        string path = _store.At($"{Guid.NewGuid()}.parquet");
        File.WriteAllBytes(path, ParquetFile.Serialize(schema, rows));
        return FileStatistics.Check(path);
    }
}
