using MdfMetrics.Progress;
using MdfMetrics.Reports;
using MdfMetrics.Reports.Sites;
using MdfMetrics.Tests.Maintenance.Removal;
using MdfMetrics.Tests.Reports;
using MdfMetrics.Tests.Storage;

namespace MdfMetrics.Tests.Progress;

/// <summary>What is told of long work: each step to its end, and a share of the whole that never goes back.</summary>
public sealed class LongWorkTests : IDisposable
{
    private static readonly string[] s_datasets = ["runs", "stages", "operators", "histograms"];

    private readonly TemporaryStore _store = new();
    private readonly Watched _watched = new();

    public LongWorkTests() => LongWork.Fill(_store);

    public void Dispose() => _store.Dispose();

    [Fact]
    public void Compact_LooseFiles_TellsFilesReadRunsWrittenFilesDeleted()
    {
        LongWork.Compact(_store, _watched.Progress, default);

        AssertTold(
            [
                "Reading runs: 4/4 files",
                .. s_datasets.Reverse().SkipLast(1).Select(name => $"Reading {name}: 4/4 files"),
                .. s_datasets.Reverse().Select(name => $"Writing {name}: 4/4 runs"),
                "Waiting for readers",
                "Deleting: 16/16 files",
            ]);
    }

    [Fact]
    public void Clear_LooseFiles_TellsRunsFoundFilesReadAndDeleted()
    {
        LongWork.Clear(_store, _watched.Progress, default);

        AssertTold(
            [
                "Reading runs: 4 runs",
                "Looking for processes at work",
                .. s_datasets.Select(name => $"Reading {name}: 4/4 files"),
                .. s_datasets.Select(name => $"Reading {name}: 2/2 files"),
                "Waiting for readers",
                "Deleting: 8/8 files",
            ]);
    }

    [Fact]
    public void Clear_SharedFiles_TellsThatTheyAreRewritten()
    {
        LongWork.Compact(_store, WorkProgress.None, default);

        LongWork.Clear(_store, _watched.Progress, default);

        AssertTold(
            [
                "Reading runs: 4 runs",
                "Looking for processes at work",
                .. s_datasets.Select(name => $"Reading {name}: 1/1 files"),
                .. s_datasets.Select(name => $"Reading {name}: 1/1 files"),
                "Rewriting: 4/4 files",
                "Waiting for readers",
                "Deleting: 4/4 files",
            ]);
    }

    [Fact]
    public void Update_NewRuns_TellsFilesCounted()
    {
        LongWork.Update(_store, _watched.Progress, default);

        AssertTold(
            ["Reading runs: 4/4 files", .. s_datasets.Skip(1).Select(name => $"Counting {name}: 4/4 files")]);
    }

    [Fact]
    public void Check_Store_TellsFilesSummariesAndJournals()
    {
        LongWork.Update(_store, WorkProgress.None, default);

        LongWork.Check(_store, _watched.Progress, default);

        AssertTold(
            [.. s_datasets.Select(name => $"Checking {name}: 4/4 files"), "Checking summaries: 1/1 parts"]);
    }

    [Fact]
    public void Restore_DeadRuns_TellsRunsRestored()
    {
        Array.ForEach(LongWork.Dead, _store.WriteDeadJournal);

        LongWork.Restore(_store, _watched.Progress, default);

        AssertTold(["Reading journals: 2 runs", "Looking for processes at work", "Restoring: 2/2 runs"]);
    }

    [Fact]
    public void Report_OfManyRuns_TellsRunsReadAndPipelinesCompared()
    {
        using Nightly nightly = Nightly.Of(12);
        Maker(nightly).Make(nightly.Runs());
        nightly.Add(new Night { Pipeline = "hourly" });
        Maker(nightly).Make(nightly.Runs());

        Assert.Equal(["Reading operators: 12/12 runs", "Comparing: 2/2 pipelines"], _watched.Steps);
    }

    [Fact]
    public void Site_OfManyRuns_TellsPagesWritten()
    {
        using Nightly nightly = Nightly.Of(3);
        nightly.Add(new Night { Pipeline = "hourly" });
        var map = new SiteMap(nightly.Maker(null), nightly.Runs());

        new SiteWriter(_store.At("site"), default) { Progress = _watched.Progress }.Write(map);

        // Of four runs, two pipelines, and all of them.
        AssertTold(["Writing: 7/7 pages"]);
    }

    private ReportMaker Maker(Nightly nightly) =>
        new(nightly.Clock, static error => throw error, default) { Progress = _watched.Progress };

    private void AssertTold(string[] steps)
    {
        Assert.Equal(steps, _watched.Steps);
        int[] percents = [.. _watched.Told.Select(state => state.Percent)];
        Assert.Equal(percents.Order(), percents);
        Assert.InRange(percents[^1], 50, 100);
    }
}
