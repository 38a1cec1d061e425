using System.Runtime.Versioning;
using MdfMetrics.Summaries;
using MdfMetrics.Summaries.Periods;
using MdfMetrics.Tests.Maintenance;
using MdfMetrics.Tests.Storage;

namespace MdfMetrics.Tests.Summaries;

/// <summary>One update after another, or several at once: each run counts once.</summary>
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
        Assert.Equal(Summarizing.Shown(atOnce.RunSummaries(query)), Summarizing.Shown(_store.RunSummaries(query)));
        Assert.Equal(Summarizing.Shown(atOnce.StageSummaries(query)), Summarizing.Shown(_store.StageSummaries(query)));
        Assert.Equal(
            Summarizing.Shown(atOnce.OperatorSummaries(query)),
            Summarizing.Shown(_store.OperatorSummaries(query)));
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
    [UnsupportedOSPlatform("windows")]
    public void Update_FilesOfAMode_SummariesHaveIt()
    {
        _store.Write(
            Summarizing.Numbered(0, s_start),
            new WriterOptions { FileMode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead });

        _store.Summarize();

        Assert.Equal(
            UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead,
            File.GetUnixFileMode(_store.At("summaries/run/run_day_2026-01.parquet")));
    }
}
