using MdfMetrics.ParquetFiles;
using MdfMetrics.Storage.Reading;
using MdfMetrics.Storage.Schema;
using MdfMetrics.Summaries;
using MdfMetrics.Summaries.Periods;
using MdfMetrics.Tests.Storage;

namespace MdfMetrics.Tests.Summaries;

/// <summary>Runs in whatever files they lie, with whatever is known of their latencies.</summary>
public sealed class SummarySourceTests : IDisposable
{
    private static readonly DateTime s_start = new(2026, 1, 24, 22, 0, 0, DateTimeKind.Utc);

    private readonly TemporaryStore _store = new();

    public void Dispose() => _store.Dispose();

    [Fact]
    public void Update_RunInTwoFiles_CountsOnce()
    {
        _store.WriteNumbered(s_start, 1, 1);
        Sample sample = Summarizing.Numbered(0, s_start);
        _store.Put("runs", ParquetFile.Serialize(MetricsSchema.Runs, [sample.Run]));
        Put(_store, sample);

        _store.Summarize();

        Assert.Equal(1, Assert.Single(_store.RunSummaries()).run_count);
        NotEmpty.All(_store.StageSummaries(), row => Assert.Equal((1, 10), (row.run_count, row.input_records)));
        NotEmpty.All(_store.OperatorSummaries(), row => Assert.Equal((1, 80), (row.run_count, row.input_records)));
    }

    [Fact]
    public void Update_CompactedFilesWithRunsInterleaved_EqualsLooseFiles()
    {
        Sample[] samples =
            [.. Enumerable.Range(0, 4).Select(number => Summarizing.Numbered(number, s_start.AddHours(number)))];
        foreach (Sample sample in samples)
        {
            _store.Write(sample);
        }

        using var compacted = new TemporaryStore();
        Sample whole = new(
            samples[0].Run,
            [.. samples.SelectMany(sample => sample.Stages).OrderBy(row => row.stage_name, StringComparer.Ordinal)],
            [.. samples.SelectMany(sample => sample.Operators).OrderBy(row => row.worker_id, StringComparer.Ordinal)]);
        compacted.Put("runs", ParquetFile.Serialize(MetricsSchema.Runs, [.. samples.Select(sample => sample.Run)]));
        Put(compacted, whole);
        _store.Summarize();
        compacted.Summarize();

        Assert.Equal(Summarizing.Shown(_store.RunSummaries()), Summarizing.Shown(compacted.RunSummaries()));
        Assert.Equal(Summarizing.Shown(_store.StageSummaries()), Summarizing.Shown(compacted.StageSummaries()));
        Assert.Equal(Summarizing.Shown(_store.OperatorSummaries()), Summarizing.Shown(compacted.OperatorSummaries()));
    }

    [Fact]
    public void Update_RunsInFilesThatAWordNames_EqualsLooseFiles()
    {
        for (int i = 0; i < 3; i++)
        {
            _store.Write(Summarizing.Numbered(i, s_start.AddHours(i)));
        }

        using var merged = new TemporaryStore();
        using (var engine = new DuckDb())
        {
            foreach ((string dataset, string prefix) in new[]
            {
                ("runs", "run_"), ("stages", "stages_"), ("operators", "operators_"), ("histograms", "histograms_"),
            })
            {
                Directory.CreateDirectory(merged.At(dataset));
                string file = merged.At($"{dataset}/{prefix}merged.parquet");
                engine.Execute($"COPY (FROM '{_store.At(dataset)}/*.parquet') TO '{file}' (FORMAT parquet)");
            }
        }

        _store.Summarize();
        merged.Summarize();

        Assert.NotEmpty(_store.OperatorSummaries());
        Assert.Equal(Summarizing.Shown(_store.RunSummaries()), Summarizing.Shown(merged.RunSummaries()));
        Assert.Equal(Summarizing.Shown(_store.StageSummaries()), Summarizing.Shown(merged.StageSummaries()));
        Assert.Equal(Summarizing.Shown(_store.OperatorSummaries()), Summarizing.Shown(merged.OperatorSummaries()));
    }

    [Fact]
    public void Update_PercentilesWithoutHistograms_AreNotAveraged()
    {
        _store.Write(Summarizing.Numbered(0, s_start));
        _store.Write(Summarizing.Numbered(1, s_start), new WriterOptions { CollectHistograms = false });
        _store.Summarize();
        NotEmpty.All(_store.OperatorSummaries(), row =>
        {
            Assert.Equal(LatencyMethod.Reported, row.latency_method);
            Assert.True(
                double.IsNaN(row.p50_latency) && double.IsNaN(row.p95_latency) && double.IsNaN(row.p99_latency));
            Assert.True(row.min_latency < row.max_latency);
        });

        // For ever: what is missing does not come back with the next run.
        _store.Write(Summarizing.Numbered(2, s_start));
        _store.Summarize();
        NotEmpty.All(
            _store.OperatorSummaries(),
            row => Assert.Equal((3, "reported"), (row.run_count, row.latency_method)));
    }

    [Fact]
    public void Update_BatchMeans_AreCalledSo()
    {
        Sample sample = Summarizing.Numbered(0, s_start);
        _store.Write(sample with
        {
            Operators = [.. sample.Operators.Select(row => row with { latency_method = LatencyMethod.BatchMean })],
        });
        _store.Write(Summarizing.Numbered(1, s_start));

        _store.Summarize();

        NotEmpty.All(_store.OperatorSummaries(), row => Assert.Equal(LatencyMethod.BatchMean, row.latency_method));
        NotEmpty.All(_store.OperatorSummaries(), row => Assert.True(row.p95_latency > 0));
    }

    [Fact]
    public void Update_ForeignStore_CountsItsRunsWithoutPercentiles()
    {
        foreach (string file in Directory.GetFiles(
            Path.Combine(AppContext.BaseDirectory, "Data", "foreign"), "*.parquet", SearchOption.AllDirectories))
        {
            string folder = Path.GetFileName(Path.GetDirectoryName(file))!;
            Directory.CreateDirectory(_store.At(folder));
            File.Copy(file, Path.Combine(_store.At(folder), Path.GetFileName(file)));
        }

        _store.Summarize(SummaryPeriod.Month);

        var query = new SummaryQuery { Period = SummaryPeriod.Month };
        using DuckDb database = new();
        Assert.Equal(
            database.Query(
                $"""
                SELECT stage_name, operator_name, count(DISTINCT run_id), sum(input_records)::BIGINT
                FROM '{_store.Path}/operators/*.parquet' GROUP BY ALL ORDER BY ALL
                """),
            _store.OperatorSummaries(query)
                .OrderBy(row => row.stage_name, StringComparer.Ordinal)
                .ThenBy(row => row.operator_name, StringComparer.Ordinal)
                .Select(row => new object?[] { row.stage_name, row.operator_name, row.run_count, row.input_records }));
        NotEmpty.All(_store.OperatorSummaries(query), row => Assert.True(double.IsNaN(row.p95_latency)));
        Assert.Equal(3, Assert.Single(_store.RunSummaries(query)).completed_count);
        NotEmpty.All(_store.StageSummaries(query), row => Assert.True(row.throughput > 0));
    }

    private static void Put(TemporaryStore store, Sample sample)
    {
        store.Put("stages", ParquetFile.Serialize(MetricsSchema.Stages, sample.Stages));
        store.Put("operators", ParquetFile.Serialize(MetricsSchema.Operators, sample.Operators));
        store.Put("histograms", ParquetFile.Serialize(MetricsSchema.Histograms, HistogramJoin.Split(sample.Operators)));
    }
}
