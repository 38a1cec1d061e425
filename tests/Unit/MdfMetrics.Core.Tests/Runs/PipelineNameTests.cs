using System.Collections;
using MdfMetrics.Collection;
using MdfMetrics.Configuration;
using MdfMetrics.Journal.Replay;
using MdfMetrics.Runs;
using MdfMetrics.Storage.Layout;
using MdfMetrics.Tests.Storage;

namespace MdfMetrics.Tests.Runs;

/// <summary>A run's pipeline, on its way into all rows, its journal and back.</summary>
public sealed class PipelineNameTests : IDisposable
{
    private readonly TemporaryStore _store = new();

    public void Dispose() => _store.Dispose();

    [Theory]
    [InlineData("given", "configured", "/jobs/script.ps1", "given")]
    [InlineData(null, "configured", "/jobs/script.ps1", "configured")]
    [InlineData(null, null, "/jobs/script.ps1", "script")]
    [InlineData(null, null, "/jobs/.ps1", null)]
    [InlineData(null, null, null, null)]
    public void Run_Name_ComesFromTheNearest(string? given, string? configured, string? script, string? expected)
    {
        using var run = new Live(Begin(given, configured, script));

        Assert.Equal(expected, run.Run.PipelineName);
        Assert.Equal(expected, run.Run.GetRunMetrics().pipeline_name);
    }

    [Theory]
    [InlineData("")]
    [InlineData(" \t")]
    [InlineData(257)]
    public void Run_NoName_IsRefused(object name)
    {
        string given = name as string ?? new string('n', (int)name);
        var refusal = Assert.Throws<MetricsException>(() => Begin(given, "configured", null));
        Assert.Equal(MetricsError.InvalidName, refusal.Error);
        Assert.Empty(_store.Files());
    }

    [Fact]
    public void Write_Name_IsInEveryRowOfAllDatasets()
    {
        MetricsRun run = Begin(new string('é', 256), null, null);
        Work(run);
        run.Write(run.Stop(RunStatus.Completed, null));

        using DuckDb database = DuckDb.Over(_store.Path);
        foreach (string dataset in new[] { "runs", "stages", "operators", "histograms" })
        {
            Assert.Equal(
                new string('é', 256),
                Assert.Single(database.Query($"SELECT pipeline_name FROM {dataset}"))[0]);
        }
    }

    [Fact]
    public void Restore_KilledRun_KeepsItsName()
    {
        MetricsRun run = Begin("nightly", null, null);
        Work(run);
        using TemporaryStore copy = new();
        _store.CopyTo(copy.Path);
        run.Stop(RunStatus.Completed, null);
        run.Discard();

        RestoredRun restored = Assert.Single(
            new RunRestorer(copy.Path, TimeProvider.System).Restore(["r"], true, static e => throw e, default));

        Assert.Equal("nightly", restored.Run!.pipeline_name);
        Assert.Equal("nightly", Assert.Single(copy.Stages(restored.Run)).pipeline_name);
        Assert.Equal("nightly", Assert.Single(copy.Operators(restored.Run)).pipeline_name);
    }

    [Fact]
    public void Manifest_JournalWithoutItsStart_TellsTheName()
    {
        using var run = new Live(Begin("nightly", null, null));
        string folder = JournalLayout.Folder(_store.Path, "r");
        using TemporaryStore copy = new();
        File.Copy(Path.Combine(folder, "run.json"), copy.At("run.json"));

        Assert.Equal("nightly", JournalReplay.Read(copy.Path, static e => throw e)!.Header.pipeline_name);
    }

    [Fact]
    public void Join_Worker_KnowsTheName()
    {
        using var run = new Live(Begin("nightly", null, null));
        JoinedRun joined = JoinedRun.Join(_store.Path, "r", new object(), "w", TimeProvider.System);
        Work(joined);

        Assert.Equal("nightly", Assert.Single(joined.GetRunMetrics().Operators!).pipeline_name);
        joined.Leave();
    }

    [Fact]
    public void Tags_OfTheCall_WinOverThoseOfTheConfiguration()
    {
        using var run = new Live(Begin(null, "nightly", null, new Hashtable { ["Team"] = "ops" }));

        Assert.Equal("ops", run.Run.Tags!["team"]);
        Assert.Equal("7", run.Run.Tags["floor"]);
    }

    private MetricsRun Begin(string? given, string? configured, string? script, IDictionary? tags = null)
    {
        var configuration = PipelineConfiguration.FromDictionary(new Hashtable
        {
            ["name"] = configured,
            ["tags"] = new Hashtable { ["team"] = "data", ["floor"] = 7 },
        });
        var origin = new RunOrigin(_store.Path, script, "7.6.5", "0.1.0") { PipelineName = given };
        var run = new MetricsRun("r", _store.Path, configuration, tags, origin, TimeProvider.System);
        run.Begin();
        return run;
    }

    private static void Work(LiveRun run)
    {
        using (run.Collector.EnterStage("s"))
        {
            OperatorRecorder recorder = run.Collector.OpenOperator("s", "o", "w");
            Journal.Recording.Count(recorder, 2, 2);
            run.Collector.CloseOperator(recorder, null);
        }
    }

    private sealed record Live(MetricsRun Run) : IDisposable
    {
        public void Dispose()
        {
            Run.Stop(RunStatus.Failed, null);
            Run.Discard();
        }
    }
}
