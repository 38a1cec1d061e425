using MdfMetrics.Tests.Journal;
using MdfMetrics.Tests.Maintenance;
using MdfMetrics.Tests.Maintenance.Removal;

namespace MdfMetrics.Tests.Alerts.State;

/// <summary>What a scheduler is told, call by call. It is hour 100 at first.</summary>
public sealed class AlertStateTests : IDisposable
{
    private static readonly object s_failed =
        Rules.Rule(("name", "failed"), ("condition", "status = failed or status = abandoned"));

    private readonly JudgedStore _store = new();

    public void Dispose() => _store.Dispose();

    [Fact]
    public void Call_First_JudgesTheNewestRunOfEachPipeline()
    {
        Fail("nightly", "old", 80);
        Fail("nightly", "new", 90);
        Fail("hourly", "hour", 70);
        using ScheduledCalls calls = Calls(s_failed);

        Assert.Equal(["failed:hour", "failed:new"], calls.Call().Order());
        Assert.Contains("There is no state '", Assert.Single(calls.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void Call_EveryQuarterOfAnHour_TellsAnAlertOnce()
    {
        Fail("nightly", "night", 99);
        using ScheduledCalls calls = Calls(s_failed);
        var told = new List<string>();

        for (int call = 0; call < 96; call++)
        {
            told.AddRange(calls.Call());
            Pass(0.25);
        }

        Assert.Equal(["failed:night"], told);
        Assert.Empty(calls.Warnings);
    }

    [Fact]
    public void Call_RunsThatEndedBetweenTwo_AreAllJudged()
    {
        using ScheduledCalls calls = Calls(s_failed).Begun();

        Fail("hourly", "one", 99.1);
        Fail("hourly", "two", 99.2);
        _store.WriteOf("hourly", "fine", 99.3);

        Assert.Equal(["failed:one", "failed:two"], calls.Call());
        Assert.Empty(calls.Call());
    }

    [Fact]
    public void Call_RunThatBeganBeforeManyOthers_IsJudgedWhenItEnds()
    {
        using ScheduledCalls calls = Calls(s_failed).Begun();
        _store.WriteOf("nightly", "later", 99);
        calls.Call();
        Pass(10);

        _store.WriteOf("nightly", "long", 1, status: RunStatus.Failed, lasted: 105);

        Assert.Equal(["failed:long"], calls.Call());
    }

    [Fact]
    public void Call_RunThatIsWrittenLate_IsJudged()
    {
        using ScheduledCalls calls = Calls(s_failed).Begun();
        Pass(200);
        calls.Call();

        Fail("nightly", "late", 3);

        Assert.Equal(["failed:late"], calls.Call());
        Assert.Empty(calls.Call());
    }

    [Fact]
    public void Call_RunThatEndedAMonthBefore_IsHistory()
    {
        using ScheduledCalls calls = Calls(s_failed).Begun();
        Pass(31 * 24);
        calls.Call();

        Fail("nightly", "history", 30); // 33 days ago

        Assert.Empty(calls.Call());
    }

    [Fact]
    public void Call_DeadRun_IsToldOnceAlthoughItIsRestoredLater()
    {
        using ScheduledCalls calls = Calls(s_failed).Begun();
        _store.Begin("dead", 90, 94, isDead: true, "nightly");

        Assert.Equal(["failed:dead"], calls.Call());
        Assert.Empty(calls.Call());
        Assert.NotNull(_store.Files.Restore("dead"));
        Assert.Empty(calls.Call());
    }

    [Fact]
    public void Call_RunThatWasTakenForDead_IsJudgedAgainWhenItEnds()
    {
        using ScheduledCalls calls = Calls(Rules.Rule(("name", "long"), ("condition", "duration > 20h"))).Begun();
        _store.Begin("silent", 90, 94, isDead: true, "nightly");
        Assert.Empty(calls.Call());

        Pass(20);
        _store.WriteOf("nightly", "silent", 90, lasted: 25);

        Assert.Equal(["long:silent"], calls.Call());
    }

    [Fact]
    public void Call_StoreIsCompactedBetween_NothingIsToldAgainAndNothingMissed()
    {
        Fail("nightly", "one", 97);
        using ScheduledCalls calls = Calls(s_failed).Begun();
        Fail("nightly", "two", 98);

        _store.Files.Compact();

        Assert.Equal(["failed:two"], calls.Call());
        Fail("nightly", "three", 99);
        _store.Files.Compact();
        Assert.Equal(["failed:three"], calls.Call());
        Assert.Empty(calls.Call());
    }

    [Fact]
    public void Call_NewestRunIsRemoved_TheOneBeforeIsNotToldAgain()
    {
        Fail("nightly", "failed", 97);
        using ScheduledCalls calls = Calls(s_failed).Begun();
        _store.WriteOf("nightly", "fine", 98);
        Assert.Empty(calls.Call());

        _store.Files.Remove(["fine"]);

        Assert.Empty(calls.Call());
    }

    [Fact]
    public void Call_Absence_IsToldOnceUntilItCeasesAndComesAgain()
    {
        _store.WriteOf("nightly", "one", 50);
        using ScheduledCalls calls = Calls("no run in 26h");

        Assert.Equal(["no run in 26h:one"], calls.Call());
        Pass(1);
        Assert.Empty(calls.Call());
        _store.WriteOf("nightly", "two", 101);
        Assert.Empty(calls.Call());
        Pass(27);
        Assert.Equal(["no run in 26h:two"], calls.Call());
        Assert.Empty(calls.Call());
    }

    [Fact]
    public void Call_MissingStore_IsToldOnce()
    {
        using ScheduledCalls calls = Calls("no run in 26h");
        Directory.Delete(_store.Path);

        Assert.Equal(["no run in 26h:"], calls.Call());
        Assert.Empty(calls.Call());
        Directory.CreateDirectory(_store.Path);
        Assert.Empty(calls.Call());
    }

    [Fact]
    public void Call_HungRun_IsToldOnceAlsoWhenItEnds()
    {
        using ScheduledCalls calls = Calls(
            Rules.Rule(("name", "hung"), ("condition", "duration > 3h"), ("runs", "all"))).Begun();
        _store.Begin("hung", 96, 96, isDead: false);

        Assert.Equal(["hung:hung"], calls.Call());
        Pass(1);
        Assert.Empty(calls.Call());
        Directory.Delete(_store.Files.At("_journal"), recursive: true);
        _store.WriteOf(null, "hung", 96, lasted: 5);
        Assert.Empty(calls.Call());
    }

    [Fact]
    public void Call_RepeatAfter_TellsAgainWhatStillHolds()
    {
        Fail("nightly", "night", 99);
        Fail("hourly", "hour", 99);
        using ScheduledCalls calls = Calls(TimeSpan.FromHours(24), s_failed).Begun();

        Pass(23.9);
        Assert.Empty(calls.Call());
        _store.WriteOf("hourly", "fine", 123);
        Pass(0.1);
        Assert.Equal(["failed:night"], calls.Call());
        Pass(1);
        Assert.Empty(calls.Call());
        Pass(23);
        Assert.Equal(["failed:night"], calls.Call());
    }

    [Fact]
    public void Call_ManyRules_EachTellsOfTheRun()
    {
        using ScheduledCalls calls = Calls(s_failed, "duration > 1").Begun();

        Fail("nightly", "night", 99);

        Assert.Equal(["failed:night", "duration > 1:night"], calls.Call());
        Assert.Empty(calls.Call());
    }

    [Fact]
    public void Call_ManyRuns_KeepsTheStateSmall()
    {
        using ScheduledCalls calls = Calls(s_failed).Begun();
        for (int run = 0; run < 300; run++)
        {
            Fail("hourly", $"r{run}", run / 4.0);
        }

        Assert.Equal(300, calls.Call().Length);
        Assert.Empty(calls.Call());
        Assert.InRange(new FileInfo(calls.StatePath).Length, 300, 300 * 40);
        Pass(31 * 24);
        calls.Call();
        Assert.InRange(new FileInfo(calls.StatePath).Length, 1, 600);
    }

    [Fact]
    public void Call_RunWithoutStart_IsNoNewestOne()
    {
        Fail("nightly", "night", 99);
        _store.WriteUndated("nightly", "undated");
        using ScheduledCalls calls = Calls(repeatAfter: TimeSpan.FromHours(24), s_failed);

        Assert.Equal(["failed:night"], calls.Call());
        Pass(25);
        Assert.Equal(["failed:night"], calls.Call());
    }

    [Fact]
    public void Call_OfAnotherStoreBetween_ForgetsNothingThatWasTold()
    {
        Fail("nightly", "night", 70);
        using var other = new JudgedStore();
        using ScheduledCalls calls = Calls(repeatAfter: TimeSpan.FromHours(24), "no run in 26h", s_failed).Begun();
        using var otherCalls = new ScheduledCalls(other, "no run in 26h", s_failed);

        otherCalls.Call(calls.StatePath);

        Assert.Empty(calls.Call());
        otherCalls.Call(calls.StatePath);
        Pass(25);
        Assert.Equal(["no run in 26h:night", "failed:night"], calls.Call());
    }

    [Fact]
    public void Call_WhileTheStoreIsMissing_ForgetsNothingThatWasTold()
    {
        Fail("nightly", "night", 70);
        using ScheduledCalls calls = Calls("no run in 26h", s_failed).Begun();
        Directory.Move(_store.Path, _store.Path + ".away");

        Assert.Equal(["no run in 26h:"], calls.Call());
        Assert.Equal(MetricsError.StoreNotFound, Assert.Single(calls.Errors).Error);

        Directory.Move(_store.Path + ".away", _store.Path);
        Assert.Empty(calls.Call());
    }

    private ScheduledCalls Calls(params object[] rules) => new(_store, rules);

    private ScheduledCalls Calls(TimeSpan repeatAfter, params object[] rules) =>
        new(_store, rules) { RepeatAfter = repeatAfter };

    private void Fail(string pipeline, string id, double hours) =>
        _store.WriteOf(pipeline, id, hours, status: RunStatus.Failed);

    private void Pass(double hours) => _store.Clock.Advance(TimeSpan.FromHours(hours));
}
