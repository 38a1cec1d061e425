using System.Collections;
using MdfMetrics.Storage.Layout;
using MdfMetrics.Tests.Storage;

namespace MdfMetrics.Tests.Journal;

/// <summary>Who has a run's id, and what runs leave that write nothing.</summary>
public sealed class RunManifestFileTests : IDisposable
{
    private readonly TemporaryStore _store = new();

    public void Dispose() => _store.Dispose();

    [Theory]
    [InlineData("nightly", "nightly")]
    [InlineData("nightly", "Nightly")]
    [InlineData("nightly", "run_nightly")]
    [InlineData("RUN_nightly", "NIGHTLY")]
    public void Begin_IdOfALiveRun_IsRefused(string first, string second)
    {
        using var live = new Recording(first, store: _store.Path);

        AssertExists(second);
    }

    [Fact]
    public void Begin_IdOfAWrittenRun_IsRefusedAndLeavesNothing()
    {
        using (var written = new Recording("nightly", store: _store.Path))
        {
            written.Run.Write(written.Run.Stop(RunStatus.Completed, null));
        }

        AssertExists("Nightly");
        Assert.Empty(JournalLayout.Folders(_store.Path));
    }

    [Fact]
    public void Begin_IdOfAWrittenRunWithLateRows_IsRefusedAndLeavesThem()
    {
        using (var written = new Recording("nightly", store: _store.Path))
        {
            written.Run.Write(written.Run.Stop(RunStatus.Completed, null));
        }

        string late = Recording.NewJournal(_store, "nightly", "gone-1", "{}");

        AssertExists("nightly");
        Assert.Equal([late], Directory.GetFiles(Path.GetDirectoryName(late)!));
    }

    [Fact]
    public void Begin_IdOfADeadRun_IsRefusedUntilItIsRestored()
    {
        using var recording = new Recording();
        using TemporaryStore store = recording.Killed();

        Assert.Equal(
            MetricsError.RunExists,
            Assert.Throws<MetricsException>(() => new Recording("r", store: store.Path)).Error);
        store.Restore();
        Assert.Equal(
            MetricsError.RunExists,
            Assert.Throws<MetricsException>(() => new Recording("r", store: store.Path)).Error);
    }

    [Fact]
    public async Task Begin_ManyAtOnce_ExactlyOneWins()
    {
        for (int round = 0; round < 20; round++)
        {
            string id = $"round{round}";
            using var start = new Barrier(8);
            Recording?[] runs = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Factory.StartNew(
                () =>
                {
                    start.SignalAndWait();
                    try
                    {
                        return new Recording(id, store: _store.Path);
                    }
                    catch (MetricsException e) when (e.Error == MetricsError.RunExists)
                    {
                        return null;
                    }
                },
                TaskCreationOptions.LongRunning)));

            using Recording winner = Assert.Single(runs.OfType<Recording>());
            Assert.NotEmpty(winner.Journal);
        }
    }

    [Fact]
    public async Task Begin_WhileTheRunBeforeIsBeingWritten_NeverWins()
    {
        for (int round = 0; round < 10; round++)
        {
            string id = $"round{round}";
            using var first = new Recording(id, store: _store.Path);
            RunMetrics stopped = first.Run.Stop(RunStatus.Completed, null);
            Task writing = Task.Run(() => first.Run.Write(stopped));
            do
            {
                AssertExists(id);
            }
            while (!writing.IsCompleted);

            await writing;
            AssertExists(id);
        }

        Assert.Equal(10, _store.Runs().Count);
        _store.HasNoJournals();
    }

    [Fact]
    public void Write_JournalGoes_OnlyWithTheFilesInPlace()
    {
        using var recording = new Recording(store: _store.Path);
        RunMetrics stopped = recording.Run.Stop(RunStatus.Completed, null);
        string blocked = _store.At("runs");
        File.WriteAllText(blocked, string.Empty);

        Assert.Equal(
            MetricsError.StoreNotWritable,
            Assert.Throws<MetricsException>(() => recording.Run.Write(stopped)).Error);
        Assert.NotEmpty(recording.Journal);

        File.Delete(blocked);
        recording.Run.Write(stopped);
        _store.HasNoJournals();
        Assert.Single(_store.Runs());
    }

    [Fact]
    public void Write_GatheredCanNotBeNoted_WritesNothingThatARestoreWouldDouble()
    {
        using var recording = new Recording(store: _store.Path);
        RunMetrics stopped = recording.Run.Stop(RunStatus.Completed, null);
        Directory.CreateDirectory(Path.Combine(recording.Folder, "gathered.json"));

        MetricsException error = Assert.Throws<MetricsException>(() => recording.Run.Write(stopped));

        Assert.Equal((MetricsError.StoreNotWritable, recording.Folder), (error.Error, error.Target));
        Assert.StartsWith("The run is not written, because", error.Message, StringComparison.Ordinal);
        Assert.Contains("Give this account the right to", error.Message, StringComparison.Ordinal);
        Assert.Empty(_store.Runs());
    }

    [Fact]
    public void Discard_RunThatIsNotToBeWritten_LeavesNothing()
    {
        using var recording = new Recording(
            options: new Hashtable { ["write_on_completion"] = false },
            store: _store.Path);
        recording.Finish("s", "o", 1, 1);
        recording.Run.Stop(RunStatus.Completed, null);
        recording.Run.Discard();

        Assert.Empty(_store.Files());
    }

    [Fact]
    public void Begin_Disabled_LeavesNothing()
    {
        using var recording = new Recording(options: new Hashtable { ["enabled"] = false }, store: _store.Path);
        recording.Finish("s", "o", 1, 1);

        Assert.Empty(Directory.EnumerateFileSystemEntries(_store.Path));
    }

    [Fact]
    public void Begin_DryRun_LeavesNothing()
    {
        using var recording = new Recording(store: _store.Path, dryRun: true);
        recording.Finish("s", "o", 1, 1);

        Assert.Empty(Directory.EnumerateFileSystemEntries(_store.Path));
    }

    private void AssertExists(string id)
    {
        MetricsException error = Assert.Throws<MetricsException>(() => new Recording(id, store: _store.Path));

        Assert.Equal((MetricsError.RunExists, id), (error.Error, error.Target));
        Assert.Contains(id, error.Message, StringComparison.Ordinal);
        Assert.Contains("another id", error.Message.ReplaceLineEndings(" "), StringComparison.Ordinal);
        Assert.Contains("-NewAttempt", error.Message, StringComparison.Ordinal);
    }
}
