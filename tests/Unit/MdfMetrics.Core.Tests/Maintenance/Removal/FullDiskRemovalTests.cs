using MdfMetrics.Maintenance;
using MdfMetrics.Maintenance.Removal;
using MdfMetrics.Maintenance.Retention;
using MdfMetrics.Tests.Storage;

namespace MdfMetrics.Tests.Maintenance.Removal;

/// <summary>Removing is how a full disk gets space again: it works without any, but for what must be rewritten.</summary>
public sealed class FullDiskRemovalTests : IDisposable
{
    private const string Left = "_tmp/.compacted_2026-01_00000001.parquet.0123456789abcdef0123456789abcdef.tmp";

    private readonly TemporaryStore _store = new();
    private readonly List<MetricsException> _errors = [];

    public void Dispose() => _store.Dispose();

    [Fact]
    public void Remove_NoSpaceForTheRecord_DeletesJournalsAndFilesWithout()
    {
        Write("a", "b");
        _store.WriteDeadJournal("b");
        _store.WriteDeadJournal("crashed");
        long bytes = Bytes();
        Write("c");

        RunRemoval removal = Remove(nameof(MaintenanceStep.Staged), "a", "b", "crashed");

        Assert.Equal((3, 4 + 4 + 1 + 1, bytes), (removal.Runs, removal.Files, removal.Bytes));
        Assert.Empty(_errors);
        _store.HoldsExactly("c");
        Assert.False(Directory.Exists(_store.At("_journal/run_b")));
        Assert.False(Directory.Exists(_store.At("_journal/run_crashed")));
        Assert.DoesNotContain(_store.Files(), file => file.EndsWith(".pending", StringComparison.Ordinal));
    }

    /// <summary>What is left of it could be restored, and would be without rows.</summary>
    [Fact]
    public void Remove_NoSpaceAndAJournalThatCannotBeDeleted_KeepsThatRun()
    {
        Write("a", "b");
        _store.WriteDeadJournal("b");
        string folder = _store.At("_journal/run_b");

        RunRemoval removal = Remove(
            nameof(MaintenanceStep.Staged),
            ["a", "b"],
            () => Directory.CreateDirectory(Path.Combine(folder, "theirs")));

        Assert.Equal((1, 4), (removal.Runs, removal.Files));
        AssertInUse(folder);
        _store.HoldsExactly("b");
    }

    [Fact]
    public void Remove_NoSpaceAndAFileThatCannotBeDeleted_TellsAndDeletesTheOthers()
    {
        Write("a");

        RunRemoval removal = Remove(nameof(MaintenanceStep.Staged), ["a"], () =>
        {
            // A file where its folder was refuses root too.
            Directory.Delete(_store.At("stages"), recursive: true);
            _store.Put("stages");
        });

        Assert.Equal((1, 3), (removal.Runs, removal.Files));
        AssertInUse(_store.At("stages/stages_a.parquet"));
        Assert.DoesNotContain(_store.Files(), file => file.EndsWith(".parquet", StringComparison.Ordinal));
    }

    [Fact]
    public void Remove_NoSpaceToRewrite_KeepsRunsThatShareFilesAndRemovesTheOthers()
    {
        Write("a", "b", "c");
        _store.Compact();
        Write("d");

        // The first change of the removal needs no space: it has no new files.
        RunRemoval removal = Remove(2, nameof(MaintenanceStep.Staged), "a", "c", "d");

        Assert.Equal((1, 4), (removal.Runs, removal.Files));
        MetricsException error = Assert.Single(_errors);
        Assert.Equal((MetricsError.StoreNotWritable, _store.Path), (error.Error, error.Target));
        Assert.StartsWith("2 of the runs that are to go stay", error.Message, StringComparison.Ordinal);
        Assert.Contains("Free some space and try again.", error.Message, StringComparison.Ordinal);
        _store.HoldsExactly("a", "b", "c");
    }

    /// <summary>
    /// It is the oldest of which nothing is in a journal or beside other runs: deleting it can't leave anything half.
    /// </summary>
    [Fact]
    public void Remove_NoSpaceForTheLock_OneRunMakesRoom()
    {
        Write("a", "b");
        _store.Compact();
        Write("c", "d", "e");
        _store.WriteDeadJournal("c");
        _store.WriteDeadJournal("crashed");
        _store.Put(Left);
        string[] atWork = [];
        IReadOnlyList<RunCandidate> runs = _store.Candidates("a", "c", "crashed", "d", "e");

        RunRemoval removal = _store.Remove(runs, _errors, step =>
        {
            if (step == MaintenanceStep.Recovered)
            {
                throw Full();
            }

            atWork = atWork.Length == 0 ? _store.RunsInFiles() : atWork;
        })!;

        Assert.Equal(["a b c e", "a b c e", "a b c e", "a b c e"], atWork);
        Assert.Equal(5, removal.Runs);
        Assert.Empty(_errors);
        _store.HoldsExactly("b");
    }

    [Fact]
    public void Remove_NoSpaceForTheLockAndNoRunCanMakeRoom_SaysSoAndChangesNothing()
    {
        Write("a", "b");
        _store.Compact();
        _store.WriteDeadJournal("crashed");
        _store.Put(Left);

        MetricsException error = Assert.Throws<MetricsException>(
            () => Remove(nameof(MaintenanceStep.Recovered), "a", "crashed"));

        Assert.Equal((MetricsError.StoreNotWritable, _store.Path), (error.Error, error.Target));
        Assert.Contains("No space left", error.Message, StringComparison.Ordinal);
        _store.HoldsExactly("a", "b");
        Assert.True(_store.HasJournal("crashed"));
    }

    private static IOException Full() => new("No space left on device", OperatingSystem.IsWindows() ? unchecked((int)0x80070070) : 28);

    private RunRemoval Remove(string step, params string[] ids) => Remove(1, step, ids);

    private RunRemoval Remove(string step, string[] ids, Action before) => Remove(1, step, ids, before);

    private RunRemoval Remove(int time, string step, params string[] ids) => Remove(time, step, ids, static () => { });

    /// <summary>Removes runs on a disk that is full when a step is reached for the nth time.</summary>
    private RunRemoval Remove(int time, string step, string[] ids, Action before) => _store.Remove(ids, _errors, reached =>
    {
        if (reached.ToString() == step && --time == 0)
        {
            before();
            throw Full();
        }
    })!;

    private void AssertInUse(string path)
    {
        MetricsException error = Assert.Single(_errors);
        Assert.Equal((MetricsError.StoreNotWritable, path), (error.Error, error.Target));
        Assert.StartsWith($"'{path}' is to be removed", error.Message, StringComparison.Ordinal);
        Assert.EndsWith("The next clean-up tries again.", error.Message, StringComparison.Ordinal);
    }

    private void Write(params string[] ids)
    {
        foreach (string id in ids)
        {
            _store.WriteSmall(id, new DateTime(2026, 1, 24, 12, id[0] % 60, 0, DateTimeKind.Utc));
        }
    }

    private long Bytes() => _store.Files().Sum(file => new FileInfo(_store.At(file)).Length);
}
