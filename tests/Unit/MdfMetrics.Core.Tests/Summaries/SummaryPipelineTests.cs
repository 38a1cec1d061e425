using MdfMetrics.Summaries;
using MdfMetrics.Tests.Integrity;
using MdfMetrics.Tests.Storage;

namespace MdfMetrics.Tests.Summaries;

/// <summary>A summary has a row for each pipeline.</summary>
public sealed class SummaryPipelineTests : IDisposable
{
    private static readonly DateTime s_start = new(2026, 1, 24, 1, 0, 0, DateTimeKind.Utc);

    private readonly TemporaryStore _store = new();

    public SummaryPipelineTests()
    {
        Write(0, "nightly");
        Write(1, "hourly");
        Write(2, "hourly");
        Write(3, null);
    }

    public void Dispose() => _store.Dispose();

    [Fact]
    public void Update_RunsOfSeveralPipelines_AreCountedApart()
    {
        SummaryUpdate update = _store.Summarize();

        Assert.Equal((4L, 1L), (update.runs_added, update.periods_changed));
        Assert.Equal(
            [(null, 1, 13, 13), ("hourly", 2, 11, 12), ("nightly", 1, 10, 10)],
            _store.RunSummaries().Select(row => (
                row.pipeline_name, row.run_count, row.min_duration, row.max_duration)));
        Assert.Equal(
            [(null, 13), (null, 13), ("hourly", 11 + 12), ("hourly", 11 + 12), ("nightly", 10), ("nightly", 10)],
            _store.StageSummaries().Select(row => (row.pipeline_name, row.input_records)));
        Assert.Equal(
            [(null, 4, 1L), ("hourly", 4, 2L), ("nightly", 4, 1L)],
            _store.OperatorSummaries()
                .GroupBy(row => row.pipeline_name)
                .Select(rows => (rows.Key, rows.Count(), rows.Max(row => row.run_count))));
        Assert.Empty(_store.Check());
        Assert.Equal(SummaryUpdateStatus.Unchanged, _store.Summarize().status);
    }

    [Fact]
    public void Read_PipelineMatches_GivesTheirRows()
    {
        _store.Summarize();

        var query = new SummaryQuery { PipelineMatches = name => name is null or "nightly" };

        Assert.Equal([null, "nightly"], _store.RunSummaries(query).Select(row => row.pipeline_name));
        Assert.Equal(8, _store.OperatorSummaries(query).Count);
    }

    [Fact]
    public void Update_RunGotAName_IsCountedThere()
    {
        _store.Summarize();
        _store.Rewrite("job-3", run => run with { pipeline_name = "nightly" });

        _store.Summarize();

        Assert.Equal(
            [("hourly", 2L), ("nightly", 2L)],
            _store.RunSummaries().Select(row => (row.pipeline_name, row.run_count)));
        Assert.Empty(_store.Check());
    }

    [Fact]
    public void Update_TablesOfBeforeTheColumn_AreOfRunsWithoutAName()
    {
        using TemporaryStore store = new();
        store.Write(Numbered(0, null));
        store.Summarize();
        using (DuckDb database = new())
        {
            foreach (string level in new[] { "run", "stage", "operator" })
            {
                string path = store.At($"summaries/{level}/{level}_day_2026-01.parquet");
                database.Query($"COPY (SELECT * EXCLUDE pipeline_name FROM '{path}') TO '{path}.old' (FORMAT parquet)");
                File.Move(path + ".old", path, overwrite: true);
            }
        }

        store.Write(Numbered(1, null));
        store.Write(Numbered(2, "nightly"));
        store.Summarize();

        Assert.Equal(
            [(null, 2L), ("nightly", 1L)],
            store.RunSummaries().Select(row => (row.pipeline_name, row.run_count)));
        Assert.Equal(12, store.OperatorSummaries().Sum(row => row.run_count));
        Assert.Empty(store.Check());
    }

    private void Write(int number, string? pipeline) => _store.Write(Numbered(number, pipeline));

    private static Sample Numbered(int number, string? pipeline)
    {
        Sample sample = Summarizing.Numbered(number, s_start.AddHours(number));
        return sample with { Run = sample.Run with { pipeline_name = pipeline } };
    }
}
