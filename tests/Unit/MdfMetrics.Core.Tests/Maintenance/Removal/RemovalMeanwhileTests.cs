using MdfMetrics.Journal.Replay;
using MdfMetrics.Maintenance;
using MdfMetrics.Maintenance.Removal;
using MdfMetrics.Maintenance.Retention;
using MdfMetrics.Runs;
using MdfMetrics.Storage.Reading;
using MdfMetrics.Tests.Journal;
using MdfMetrics.Tests.Storage;
using MdfMetrics.Tests.Workers;

namespace MdfMetrics.Tests.Maintenance.Removal;

/// <summary>A removal that is cut off, or meets processes that begin to work for its runs.</summary>
public sealed class RemovalMeanwhileTests : IDisposable
{
    private static readonly DateTime s_day = new(2026, 1, 24, 12, 0, 0, DateTimeKind.Utc);

    private readonly TemporaryStore _store = new();

    public void Dispose() => _store.Dispose();

    [Theory]
    [InlineData(nameof(MaintenanceStep.Staged), false)]
    [InlineData(nameof(MaintenanceStep.Noted), false)]
    [InlineData(nameof(MaintenanceStep.Published), false)]
    [InlineData(nameof(MaintenanceStep.Committed), true)]
    [InlineData(nameof(MaintenanceStep.Waited), true)]
    public void Remove_CutOffAtAStep_IsUndoneOrFinishedByTheNextCall(string step, bool isGone)
    {
        Write(PartitionBy.None, "a", "b");
        Write(PartitionBy.Hive, "c");
        using TemporaryStore left = RemoveUntil(step, "a", "c");
        string[] expected = isGone ? ["b"] : ["a", "b", "c"];
        Assert.Equal(expected, left.Runs().Select(run => run.run_id).Order(StringComparer.Ordinal));

        left.Maintain().Dispose();

        left.HoldsExactly(expected);
        left.Remove(["a", "c"]);
        left.HoldsExactly("b");
        _store.HoldsExactly("b");
    }

    [Theory]
    [InlineData(nameof(MaintenanceStep.Published), false, false)]
    [InlineData(nameof(MaintenanceStep.Published), true, false)]
    [InlineData(nameof(MaintenanceStep.Committed), false, true)]
    [InlineData(nameof(MaintenanceStep.Committed), true, true)]
    public void Remove_CutOffWithJournals_TheyStayOrGoWithTheirRuns(string step, bool isShared, bool isGone)
    {
        Write(PartitionBy.None, "a", "b");
        if (isShared)
        {
            _store.Compact();
        }

        string[] crashed = isShared ? [] : ["crashed"];
        crashed.ToList().ForEach(_store.WriteDeadJournal);
        _store.WriteDeadJournal("a");
        using TemporaryStore left = RemoveUntil(step, ["a", .. crashed]);
        var journals = new JournalReader(left.Path, Maintaining.Impatient());
        Assert.Equal(isGone ? 0 : crashed.Length, journals.ReadRuns(new RunQuery(), static error => throw error).Count);
        if (isGone)
        {
            Assert.Equal(
                MetricsError.RunExists,
                Assert.Throws<MetricsException>(() => left.Restore("a", force: true)).Error);
            Assert.Equal(MetricsError.RunExists, Assert.Throws<MetricsException>(() => Record(left, "a")).Error);
        }

        left.Maintain().Dispose();

        Assert.All(["a", .. crashed], id => Assert.Equal(!isGone, left.HasJournal(id)));
        left.HoldsExactly(isGone ? ["b"] : ["a", "b"]);
        Assert.All(["a", .. crashed], id => Assert.False(_store.HasJournal(id)));
    }

    [Fact]
    public void Remove_RunThatCanNotBeClosedToWorkers_Stays()
    {
        using var recording = new Recording("crashed");
        using TemporaryStore left = recording.Killed();
        IReadOnlyList<RunCandidate> runs = left.Candidates("crashed");
        List<MetricsException> errors = [];
        using (left.Hold("crashed"))
        {
            Assert.Equal(0, left.Remove(runs, errors)!.Runs);
        }

        MetricsException error = Assert.Single(errors);
        Assert.Equal((MetricsError.StoreNotWritable, left.At("_journal/run_crashed")), (error.Error, error.Target));
        Assert.StartsWith("The run 'crashed' is not removed", error.Message, StringComparison.Ordinal);
        Assert.Contains("Give this account the right", error.Message, StringComparison.Ordinal);
        Assert.True(left.HasJournal("crashed"));
    }

    [Fact]
    public void Remove_RunThatBeganAgainMeanwhile_StaysWithItsJournal()
    {
        _store.WriteDeadJournal("r");
        IReadOnlyList<RunCandidate> found = _store.Candidates("r");
        Directory.Delete(_store.At("_journal/run_r"), recursive: true);
        using Recording again = Record(_store, "r");
        List<MetricsException> errors = [];

        Assert.Equal(0, _store.Remove(found, errors)!.Runs);

        Assert.Equal((MetricsError.RunIsLive, "r"), (Assert.Single(errors).Error, errors[0].Target));
        Assert.Contains("for the run 'r', so it is not removed", errors[0].Message, StringComparison.Ordinal);
        Assert.Contains("when it has ended", errors[0].Message, StringComparison.Ordinal);
        again.Work("w", 3);
        Assert.Equal(3, again.End().total_input_records);
    }

    [Fact]
    public void Remove_WorkerThatJoinedMeanwhile_KeepsTheRun()
    {
        using var recording = new Recording();
        using TemporaryStore store = recording.Killed();
        IReadOnlyList<RunCandidate> found = store.Candidates("r");
        JoinedRun worker = JoinedRun.Join(store.Path, "r", new object(), "w", TimeProvider.System);
        List<MetricsException> errors = [];

        Assert.Equal(0, store.Remove(found, errors)!.Runs);

        worker.Finish("s", "o", 5, "w");
        worker.Leave();
        Assert.Equal(MetricsError.RunIsLive, Assert.Single(errors).Error);
        Assert.Equal(5, store.Restore("r")!.total_input_records);
    }

    [Fact]
    public void Remove_WorkerThatComesWhileTheRunGoes_IsTurnedAway()
    {
        using var recording = new Recording();
        using TemporaryStore store = recording.Killed();
        MetricsException? refusal = null;

        RunRemoval removal = store.Remove(["r"], onStep: step => refusal = step == MaintenanceStep.Committed
            ? Assert.Throws<MetricsException>(() => JoinedRun.Join(store.Path, "r", this, "w", TimeProvider.System))
            : refusal)!;

        Assert.Equal((1, MetricsError.RunStopped), (removal.Runs, refusal!.Error));
        Assert.False(store.HasJournal("r"));
    }

    private static Recording Record(TemporaryStore store, string id) => new(id, store: store.Path);

    private TemporaryStore RemoveUntil(string step, params string[] ids) =>
        _store.KilledAt(step, onStep => _store.Remove(ids, onStep: onStep));

    private void Write(PartitionBy layout, params string[] ids)
    {
        foreach (string id in ids)
        {
            _store.WriteSmall(id, s_day.AddMinutes(id[0]), layout);
        }
    }
}
