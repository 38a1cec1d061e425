using MdfMetrics.Configuration;
using MdfMetrics.Runs;
using MdfMetrics.Tests.Journal;
using MdfMetrics.Tests.Storage;

namespace MdfMetrics.Tests.Runs;

/// <summary>A run goes through its phases in order: what comes too early or again is refused, not lost.</summary>
public sealed class RunOrderTests : IDisposable
{
    private readonly Recording _recording = new();

    private MetricsRun Run => _recording.Run;

    public void Dispose() => _recording.Dispose();

    [Fact]
    public void Begin_Again_IsRefused() => Assert.Throws<InvalidOperationException>(Run.Begin);

    [Fact]
    public void GatherOrStop_NotBegun_IsRefused()
    {
        using var store = new TemporaryStore();
        var origin = new RunOrigin(store.Path, null, "7.6.5", "0.1.0");
        var run = new MetricsRun("r", store.Path, PipelineConfiguration.Default, null, origin, TimeProvider.System);

        Assert.Throws<InvalidOperationException>(() => Gather(run));
        Assert.Throws<InvalidOperationException>(() => run.Stop(RunStatus.Completed, null));
        Assert.True(run.IsRunning);
    }

    [Fact]
    public void WriteOrDiscard_NotStopped_IsRefusedAndTheJournalStays()
    {
        Assert.Throws<InvalidOperationException>(() => Run.Write(Run.Collector.GetRunMetrics()));
        Assert.Throws<InvalidOperationException>(Run.Discard);

        Assert.NotEmpty(_recording.Journal);
        Assert.DoesNotContain(_recording.Store.Files(), file => file.EndsWith(".parquet", StringComparison.Ordinal));
    }

    [Fact]
    public void GatherOrStop_Stopped_IsRefusedAsRunStopped()
    {
        Run.Stop(RunStatus.Completed, null);

        Assert.Equal(MetricsError.RunStopped, Assert.Throws<MetricsException>(() => Gather(Run)).Error);
        Assert.Equal(
            MetricsError.RunStopped,
            Assert.Throws<MetricsException>(() => Run.Stop(RunStatus.Failed, null)).Error);
    }

    private static void Gather(MetricsRun run) =>
        run.Gather(TimeSpan.Zero, static _ => { }, static error => throw error);
}
