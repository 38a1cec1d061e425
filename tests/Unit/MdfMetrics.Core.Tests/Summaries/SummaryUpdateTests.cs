using MdfMetrics.Storage;
using MdfMetrics.Storage.Columns;
using MdfMetrics.Summaries;
using MdfMetrics.Tests.Maintenance;
using MdfMetrics.Tests.Storage;

namespace MdfMetrics.Tests.Summaries;

/// <summary>Updates one after another: what comes late, what goes, what changes.</summary>
public sealed class SummaryUpdateTests : IDisposable
{
    private static readonly DateTime s_start = new(2026, 1, 24, 22, 0, 0, DateTimeKind.Utc);

    private readonly TemporaryStore _store = new();

    public void Dispose() => _store.Dispose();

    [Fact]
    public void Update_Twice_ChangesNothing()
    {
        _store.WriteNumbered(s_start, 3, 1);
        SummaryUpdate first = _store.Summarize();
        SortedDictionary<string, string> content = Summarizing.SummaryContent(_store.Path);
        string table = _store.At("summaries/operator/operator_day_2026-01.parquet");
        File.SetLastWriteTimeUtc(table, s_start);

        SummaryUpdate second = _store.Summarize();

        Assert.Equal((SummaryUpdateStatus.Updated, 3, 2), (first.status, first.runs_added, first.periods_changed));
        Assert.Equal((SummaryUpdateStatus.Unchanged, 0, 0), (second.status, second.runs_added, second.periods_changed));
        Assert.Equal(content, Summarizing.SummaryContent(_store.Path));
        Assert.Equal(s_start, File.GetLastWriteTimeUtc(table));
    }

    [Theory]
    [InlineData(SummaryPeriod.Hour)]
    [InlineData(SummaryPeriod.Day)]
    [InlineData(SummaryPeriod.Week)]
    public void Update_RunByRunInAnyOrder_EqualsAllAtOnce(SummaryPeriod period)
    {
        int[] order = [3, 0, 5, 1, 4, 2];
        foreach (int number in order)
        {
            _store.Write(Summarizing.Numbered(number, s_start.AddHours(number)));
            Assert.Equal(1, _store.Summarize(period).runs_added);
        }

        using var atOnce = new TemporaryStore();
        foreach (int number in order)
        {
            atOnce.Write(Summarizing.Numbered(number, s_start.AddHours(number)));
        }

        atOnce.Summarize(period);
        var query = new SummaryQuery { Period = period };
        Assert.Equal(Shown(atOnce.RunSummaries(query)), Shown(_store.RunSummaries(query)));
        Assert.Equal(Shown(atOnce.StageSummaries(query)), Shown(_store.StageSummaries(query)));
        Assert.Equal(Shown(atOnce.OperatorSummaries(query)), Shown(_store.OperatorSummaries(query)));
    }

    [Fact]
    public void Update_RunsThatAreGone_StayCounted()
    {
        _store.WriteNumbered(s_start, 2, 0.1);
        _store.Summarize();
        _store.Delete("job-0");
        _store.Write(Summarizing.Numbered(2, s_start.AddMinutes(20)));

        Assert.Equal(1, _store.Summarize().runs_added);

        RunSummary row = Assert.Single(_store.RunSummaries());
        Assert.Equal((3, 1000 + 1001 + 1002, 10, 12), (row.run_count, row.total_input_records, row.min_duration, row.max_duration));
        Assert.All(_store.OperatorSummaries(), step => Assert.Equal((3, 2 * (40 + 41 + 42)), (step.run_count, step.input_records)));
    }

    [Fact]
    public void Update_AllRunsGone_KeepsTheSummary()
    {
        _store.WriteNumbered(s_start, 1, 1);
        _store.Summarize();
        _store.Delete("job-0");

        Assert.Equal(SummaryUpdateStatus.Unchanged, _store.Summarize().status);
        Assert.Equal(1, Assert.Single(_store.RunSummaries()).run_count);
    }

    [Fact]
    public void Update_RunChanged_CountsItsPeriodAnew()
    {
        _store.WriteNumbered(s_start, 3, 1);
        _store.Summarize();
        _store.Rewrite("job-1", run => run with { total_errors = 500 });

        SummaryUpdate update = _store.Summarize();

        Assert.Equal((0, 2, 1), (update.runs_added, update.runs_recounted, update.periods_changed));
        Assert.Equal([500, 2], _store.RunSummaries().Select(row => row.total_errors));
        Assert.Equal([2, 1], _store.RunSummaries().Select(row => row.run_count));
        Assert.All(
            _store.OperatorSummaries().Where(row => row.PeriodStartUtc.Day == 24),
            row => Assert.Equal(2 * (40 + 41), row.input_records));
        Assert.Equal(SummaryUpdateStatus.Unchanged, _store.Summarize().status);
    }

    [Fact]
    public void Update_RunChangedAndItsNeighbourGone_WarnsOnceAndKeepsWhatWasCounted()
    {
        _store.WriteNumbered(s_start, 2, 0.5);
        _store.Summarize();
        _store.Delete("job-0");
        _store.Rewrite("job-1", run => run with { total_errors = 500 });
        var warnings = new List<string>();

        SummaryUpdate update = _store.Summarize(SummaryPeriod.Day, static error => throw error, warnings.Add);

        Assert.Contains("'job-1'", Assert.Single(warnings), StringComparison.Ordinal);
        Assert.Equal((0, 0), (update.runs_added, update.runs_recounted));
        Assert.Equal((2, 1), (_store.RunSummaries()[0].run_count, _store.RunSummaries()[0].total_errors));
        Assert.Equal(SummaryUpdateStatus.Unchanged, _store.Summarize().status);
    }

    [Fact]
    public void Update_RunMovedToAnotherPeriod_IsCountedThereAlone()
    {
        _store.WriteNumbered(s_start, 2, 0.5);
        _store.Summarize();
        _store.Delete("job-1");
        _store.Write(Summarizing.Numbered(1, s_start.AddDays(40)));

        _store.Summarize();

        Assert.Equal([1L, 1L], _store.RunSummaries().Select(row => row.run_count));
        Assert.Equal([24, 5], _store.RunSummaries().Select(row => row.PeriodStartUtc.Day));
    }

    [Fact]
    public void Update_RunInTwoFiles_CountsOnce()
    {
        _store.WriteNumbered(s_start, 1, 1);
        Sample sample = Summarizing.Numbered(0, s_start);
        _store.Put("runs", ParquetFile.Serialize(MetricsSchema.Runs, [sample.Run]));
        Put(_store, sample);

        _store.Summarize();

        Assert.Equal(1, Assert.Single(_store.RunSummaries()).run_count);
        Assert.All(_store.StageSummaries(), row => Assert.Equal((1, 10), (row.run_count, row.input_records)));
        Assert.All(_store.OperatorSummaries(), row => Assert.Equal((1, 80), (row.run_count, row.input_records)));
    }

    [Fact]
    public void Update_CompactedFilesWithRunsInterleaved_EqualsLooseFiles()
    {
        Sample[] samples = [.. Enumerable.Range(0, 4).Select(number => Summarizing.Numbered(number, s_start.AddHours(number)))];
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

        Assert.Equal(Shown(_store.RunSummaries()), Shown(compacted.RunSummaries()));
        Assert.Equal(Shown(_store.StageSummaries()), Shown(compacted.StageSummaries()));
        Assert.Equal(Shown(_store.OperatorSummaries()), Shown(compacted.OperatorSummaries()));
    }

    [Fact]
    public void Update_PercentilesWithoutHistograms_AreNotAveraged()
    {
        _store.Write(Summarizing.Numbered(0, s_start));
        _store.Write(Summarizing.Numbered(1, s_start), new WriterOptions { CollectHistograms = false });
        _store.Summarize();
        Assert.All(_store.OperatorSummaries(), row =>
        {
            Assert.Equal(LatencyMethod.Reported, row.latency_method);
            Assert.True(double.IsNaN(row.p50_latency) && double.IsNaN(row.p95_latency) && double.IsNaN(row.p99_latency));
            Assert.True(row.min_latency < row.max_latency);
        });

        // For ever: what is missing does not come back with the next run.
        _store.Write(Summarizing.Numbered(2, s_start));
        _store.Summarize();
        Assert.All(_store.OperatorSummaries(), row => Assert.Equal((3, "reported"), (row.run_count, row.latency_method)));
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

        Assert.All(_store.OperatorSummaries(), row => Assert.Equal(LatencyMethod.BatchMean, row.latency_method));
        Assert.All(_store.OperatorSummaries(), row => Assert.True(row.p95_latency > 0));
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
        Assert.All(_store.OperatorSummaries(query), row => Assert.True(double.IsNaN(row.p95_latency)));
        Assert.Equal(3, Assert.Single(_store.RunSummaries(query)).completed_count);
        Assert.All(_store.StageSummaries(query), row => Assert.True(row.throughput > 0));
    }

    [Fact]
    public void Update_EmptyStore_DoesNothing()
    {
        Assert.Equal(SummaryUpdateStatus.Unchanged, _store.Summarize().status);
        Assert.Empty(_store.RunSummaries());
    }

    [Fact]
    public void Update_NoStore_SaysSo()
    {
        var updater = new SummaryUpdater(_store.At("none"), TimeProvider.System);

        MetricsException error = Assert.Throws<MetricsException>(
            () => updater.Update(SummaryPeriod.Day, static error => throw error, static _ => { }));

        Assert.Equal(MetricsError.StoreNotFound, error.Error);
    }

    [Fact]
    public void Update_OtherMaintenanceGoingOn_IsBusy()
    {
        _store.WriteNumbered(s_start, 1, 1);
        using (_store.Maintain())
        {
            Assert.Equal(SummaryUpdateStatus.Busy, _store.Summarize().status);
        }

        Assert.Equal(SummaryUpdateStatus.Updated, _store.Summarize().status);
    }

    [Fact]
    public async Task Update_ManyAtOnce_CountEachRunOnce()
    {
        _store.WriteNumbered(s_start, 6, 1);

        SummaryUpdate[] updates =
            await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Task.Run(() => _store.Summarize())));

        Assert.Equal(6, updates.Sum(update => update.runs_added));
        Assert.Equal(6, _store.RunSummaries().Sum(row => row.run_count));
    }

    [Fact]
    public void Preview_NewRuns_TellsThemAndWritesNothing()
    {
        _store.WriteNumbered(s_start, 3, 1);
        string[] files = _store.Files();

        SummaryUpdate preview = new SummaryUpdater(_store.Path, TimeProvider.System)
            .Preview(SummaryPeriod.Day, static error => throw error, static warning => Assert.Fail(warning));

        Assert.Equal((3, 0, 2), (preview.runs_added, preview.runs_recounted, preview.periods_changed));
        Assert.Equal(files, _store.Files());
    }

    [UnixFact]
    public void Update_FilesOfAMode_SummariesHaveIt()
    {
        _store.Write(
            Summarizing.Numbered(0, s_start),
            new WriterOptions { FileMode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead });

        _store.Summarize();

        if (!OperatingSystem.IsWindows())
        {
            string table = _store.At("summaries/run/run_day_2026-01.parquet");
            Assert.Equal(
                UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead,
                File.GetUnixFileMode(table));
        }
    }

    private static IEnumerable<string> Shown<TRow>(IEnumerable<TRow> rows)
    {
        // All properties; sums of seconds may differ in their last bits with the order of adding.
        return rows.Select(row => string.Join(' ', typeof(TRow).GetProperties()
            .Where(property => property.Name != "store")
            .Select(property => property.GetValue(row) is double number ? $"{number:G12}" : $"{property.GetValue(row)}")));
    }

    private static void Put(TemporaryStore store, Sample sample)
    {
        store.Put("stages", ParquetFile.Serialize(MetricsSchema.Stages, sample.Stages));
        store.Put("operators", ParquetFile.Serialize(MetricsSchema.Operators, sample.Operators));
        store.Put("histograms", ParquetFile.Serialize(MetricsSchema.Histograms, HistogramJoin.Split(sample.Operators)));
    }
}
