using MdfMetrics.Storage;
using MdfMetrics.Storage.Batches;
using MdfMetrics.Storage.Columns;
using MdfMetrics.Tests.Maintenance;

namespace MdfMetrics.Tests.Storage;

public sealed class BatchReaderTests : IDisposable
{
    private static readonly string[] s_ids =
        [.. Enumerable.Range(0, 4).Select(i => $"run_{Sample.Start.AddDays(20 * i):yyyyMMdd_HHmmss}_0000000{i}")];

    private readonly TemporaryStore _store = new();

    public BatchReaderTests()
    {
        for (int i = 0; i < 4; i++)
        {
            _store.Write(Sample.Create(s_ids[i], Sample.Start.AddDays(20 * i)));
        }

        _store.Compact(before: Sample.Start.AddDays(50));
    }

    public void Dispose() => _store.Dispose();

    [Fact]
    public void Read_OperatorsLooseAndCompacted_GivesTheColumnsAskedFor()
    {
        List<ColumnBatch> batches = Read(MetricsSchema.Operators, ["run_id", "timestamp", "input_records", "p95_latency"]);

        Assert.Equal(
            ["run_id", "timestamp", "input_records", "p95_latency"],
            batches[0].Columns.Select(column => column.Name));
        Assert.Equal(s_ids, batches.SelectMany(batch => batch.Texts("run_id")).Distinct());
        Assert.Equal(4 * 8 * 200, batches.Sum(batch => batch.Values<long>("input_records").ToArray().Sum()));
        OperatorMetrics first = _store.Operators([.. _store.Runs()])[0];
        Assert.Equal(first.p95_latency, batches[0].Values<double>("p95_latency")[0]);
        Assert.Equal(first.TimestampUtc, batches[0].Values<DateTime>("timestamp")[0]);
    }

    [Fact]
    public void Read_Histograms_GivesTheBuckets()
    {
        ColumnBatch batch = Read(MetricsSchema.Histograms, ["zero_count", "bucket_index", "bucket_count"])[0];

        Assert.Equal(batch.Rows, batch.Lists("bucket_index").Count);
        Assert.Equal(200, batch.Lists("bucket_count")[0].Sum());
    }

    [Fact]
    public void Read_Range_LeavesOtherFilesClosed()
    {
        _store.Put("stages/compacted_2025-01_00000009.parquet", "torn");

        List<ColumnBatch> batches = Read(
            MetricsSchema.Stages,
            ["run_id"],
            new TimeRange(Sample.Start.AddDays(19), Sample.Start.AddDays(21)));

        Assert.Equal([s_ids[1]], batches.SelectMany(batch => batch.Texts("run_id")).Distinct());
    }

    private List<ColumnBatch> Read(Dataset dataset, string[] columns, TimeRange? starts = null) =>
        [.. new BatchReader(_store.Path).Read(dataset, columns, starts, static error => throw error, default)];
}
