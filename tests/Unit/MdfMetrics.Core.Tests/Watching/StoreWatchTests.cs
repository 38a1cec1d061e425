using MdfMetrics.Storage.Reading;
using MdfMetrics.Tests.Journal;
using MdfMetrics.Tests.Storage;
using MdfMetrics.Tests.Workers;
using MdfMetrics.Watching;

namespace MdfMetrics.Tests.Watching;

/// <summary>Which runs of a store are watched, and by which run their progress is told.</summary>
public sealed class StoreWatchTests : IDisposable
{
    private readonly Recording _recording = new("live");

    public void Dispose() => _recording.Dispose();

    [Fact]
    public void Discover_LiveRun_IsFollowedUntilItEnds()
    {
        StoreWatch watch = Discovered(new RunQuery());
        Assert.Equal(["live running"], Look(watch));
        Assert.False(watch.IsOver);
        _recording.End();

        Assert.Equal(["live completed"], Look(watch));
        Assert.True(watch.IsOver);
        Assert.Empty(watch.Look());
    }

    [Fact]
    public void Discover_Again_FindsRunsThatHaveBegunSince()
    {
        StoreWatch watch = Discovered(new RunQuery());
        using var second = new Recording("second", store: _recording.Store.Path);
        watch.Discover();

        Assert.Equal(["live running", "second running"], Look(watch).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Discover_OtherIdsAndPipelines_AreLeftAlone()
    {
        Assert.True(Discovered(new RunQuery { ExactIds = ["other"] }).IsOver);
        Assert.True(Discovered(new RunQuery { PipelineMatches = name => name == "sales" }).IsOver);
        Assert.False(Discovered(new RunQuery { ExactIds = ["run_LIVE"] }).IsOver);
    }

    [Fact]
    public void Discover_DeadRun_IsToldOnlyWhereItIsNamed()
    {
        _recording.WithWork();
        using TemporaryStore dead = _recording.Killed();

        Assert.True(Discovered(new RunQuery(), dead.Path).IsOver);
        Assert.True(Discovered(new RunQuery { Matches = _ => true }, dead.Path).IsOver);
        Assert.Equal(["live abandoned"], Look(Discovered(new RunQuery { ExactIds = ["live"] }, dead.Path)));
    }

    [Fact]
    public void Discover_WrittenRunOfWhichAJournalStays_HasEnded()
    {
        Recording.NewJournal(_recording.Store, "live", "late", WorkerRecording.Started("late", "elsewhere"));
        _recording.End(TimeSpan.Zero);
        Assert.True(Directory.Exists(_recording.Folder));

        Assert.True(Discovered(new RunQuery()).IsOver);
    }

    [Fact]
    public void Look_AnotherRunGiven_TellsProgressByIt()
    {
        using (var before = new Recording("before", store: _recording.Store.Path))
        {
            using (before.Run.Collector.EnterStage("clean"))
            {
                before.Finish("clean", "drop", 100, 100);
                before.Clock.Advance(TimeSpan.FromSeconds(10));
            }

            before.End();
        }

        RunMetrics reference =
            new MetricsReader(_recording.Store.Path).ReadRuns(new RunQuery(), static _ => { }).Single();
        _recording.Run.Collector.EnterStage("clean");
        _recording.Work("clean", "drop", 40, 40);
        _recording.Clock.Advance(TimeSpan.FromSeconds(5));

        Forecast forecast = Discovered(new RunQuery(), reference: reference).Look().Single().Forecast!;

        Assert.Equal(("before", 40.0), (forecast.Reference.run_id, Math.Round(forecast.Percent, 6)));
        Assert.Null(Discovered(new RunQuery()).Look().Single().Forecast);
    }

    [Fact]
    public void Look_AnyRun_WritesNothing()
    {
        _recording.WithWork();
        string[] before = Files();
        StoreWatch watch = Discovered(new RunQuery());
        watch.Look();
        watch.Look();

        Assert.Equal(before, Files());
    }

    private string[] Files() =>
        [.. Directory.GetFiles(_recording.Store.Path, "*", SearchOption.AllDirectories)
            .Order(StringComparer.Ordinal)
            .Select(path => $"{path} {new FileInfo(path).Length} {File.GetLastWriteTimeUtc(path).Ticks}")];

    private StoreWatch Discovered(RunQuery query, string? store = null, RunMetrics? reference = null)
    {
        var watch = new StoreWatch(
            store ?? _recording.Store.Path,
            query,
            _recording.Clock,
            static error => throw error,
            CancellationToken.None)
        {
            Reference = reference,
        };
        watch.Discover();
        return watch;
    }

    private static string[] Look(StoreWatch watch) =>
        [.. watch.Look().Select(picture => $"{picture.Run.run_id} {picture.Run.status}")];
}
