using MdfMetrics.Summaries.Periods;
using MdfMetrics.Tests.Storage;

namespace MdfMetrics.Tests.Summaries;

/// <summary>Runs that go, change or move after they were counted.</summary>
public sealed class SummaryChangedRunsTests : IDisposable
{
    private static readonly DateTime s_start = new(2026, 1, 24, 22, 0, 0, DateTimeKind.Utc);

    private readonly TemporaryStore _store = new();

    public void Dispose() => _store.Dispose();

    [Fact]
    public void Update_RunsThatAreGone_StayCounted()
    {
        _store.WriteNumbered(s_start, 2, 0.1);
        _store.Summarize();
        _store.Delete("job-0");
        _store.Write(Summarizing.Numbered(2, s_start.AddMinutes(20)));

        Assert.Equal(1, _store.Summarize().runs_added);

        RunSummary row = Assert.Single(_store.RunSummaries());
        Assert.Equal(
            (3, 1000 + 1001 + 1002, 10, 12),
            (row.run_count, row.total_input_records, row.min_duration, row.max_duration));
        NotEmpty.All(
            _store.OperatorSummaries(),
            step => Assert.Equal((3, 2 * (40 + 41 + 42)), (step.run_count, step.input_records)));
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
        NotEmpty.All(
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
}
