using MdfMetrics.Maintenance.Retention;
using MdfMetrics.Tests.Journal;
using MdfMetrics.Tests.Maintenance.Removal;
using MdfMetrics.Tests.Storage;

namespace MdfMetrics.Tests.Maintenance.Retention;

/// <summary>Which runs a policy names, and which are kept whatever it says.</summary>
public sealed class RetentionChoiceTests : IDisposable
{
    private static readonly DateTime s_day = new(2026, 1, 24, 0, 0, 0, DateTimeKind.Utc);

    private readonly TemporaryStore _store = new();

    public void Dispose() => _store.Dispose();

    [Fact]
    public void Require_NothingNamesRuns_IsRefused()
    {
        var policy = new RetentionPolicy { KeepLast = 3, KeepStatuses = new HashSet<string> { RunStatus.Failed } };

        MetricsException error = Assert.Throws<MetricsException>(policy.Require);
        Assert.Equal(MetricsError.NoCriterion, error.Error);
        Assert.StartsWith("Nothing says which runs are to go", error.Message, StringComparison.Ordinal);
        Assert.Contains("-OlderThan", error.Message, StringComparison.Ordinal);
        Assert.Contains("-MaxSize, for example 1GB", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Require_AgeOrSize_IsEnough()
    {
        var byAge = new RetentionPolicy { BeforeUtc = s_day };
        var bySize = new RetentionPolicy { MaxBytes = 1 };

        Assert.Null(Record.Exception(byAge.Require));
        Assert.Null(Record.Exception(bySize.Require));
    }

    [Fact]
    public void Make_StartAtTheLimit_StaysAndAMillisecondOlderGoes()
    {
        _store.WriteSmall("older", s_day.AddMilliseconds(-1));
        _store.WriteSmall("at", s_day);

        RetentionChoice choice = _store.Choose(new RetentionPolicy { BeforeUtc = s_day });

        Assert.Equal(["older"], choice.Runs.Select(run => run.Run.run_id));
        Assert.Equal((1, 0), (choice.Kept, choice.Live));
    }

    [Fact]
    public void Make_KeepLast_KeepsTheNewestWhateverTheirAge()
    {
        WriteDays(5);

        Assert.Equal(
            ["d0", "d1", "d2"],
            _store.Chosen(new RetentionPolicy { BeforeUtc = s_day.AddDays(9), KeepLast = 2 }));
        Assert.Equal(["d0"], _store.Chosen(new RetentionPolicy { BeforeUtc = s_day.AddDays(1), KeepLast = 2 }));
        Assert.Empty(_store.Chosen(new RetentionPolicy { BeforeUtc = s_day.AddDays(9), KeepLast = int.MaxValue }));
    }

    [Theory]
    [InlineData("hourly", "nightly")]
    [InlineData("hourly", null)]
    [InlineData(null, "nightly")]
    public void Make_KeepLast_IsOfEachPipeline(string? frequent, string? rare)
    {
        for (int hour = 0; hour < 12; hour++)
        {
            _store.WriteSmall($"h{hour:00}", s_day.AddHours(hour), pipeline: frequent);
        }

        _store.WriteSmall("n0", s_day.AddDays(-2), pipeline: rare);
        _store.WriteSmall("n1", s_day.AddDays(-1), pipeline: rare);

        Assert.Equal(
            ["h00", "h01"],
            _store.Chosen(new RetentionPolicy { BeforeUtc = s_day.AddDays(9), KeepLast = 10 }));
    }

    [Fact]
    public void Make_KeepLastAndRunsThatAreTooNew_CountsThoseOfItsPipelineFirst()
    {
        foreach (string pipeline in (string[])["hourly", "weekly"])
        {
            for (int day = 0; day < 3; day++)
            {
                _store.WriteSmall($"{pipeline}{day}", s_day.AddDays(day), pipeline: pipeline);
            }
        }

        _store.WriteSmall("hourly3", s_day.AddDays(3), pipeline: "hourly");

        RetentionChoice choice = _store.Choose(new RetentionPolicy { BeforeUtc = s_day.AddDays(3), KeepLast = 2 });

        Assert.Equal(["hourly0", "weekly0", "hourly1"], choice.Runs.Select(run => run.Run.run_id));
        Assert.Equal((4, 0), (choice.Kept, choice.Live));
    }

    [Fact]
    public void Make_PipelineOfThePolicy_CountsItsRunsAlone()
    {
        _store.WriteSmall("old", s_day, pipeline: "a");
        _store.WriteSmall("new", s_day.AddDays(1), pipeline: "a");
        _store.WriteSmall("other", s_day.AddDays(1), pipeline: "b");
        var policy = new RetentionPolicy { BeforeUtc = s_day.AddDays(1), Pipelines = static name => name == "a" };

        RetentionChoice choice = _store.Choose(policy);

        Assert.Equal(["old"], choice.Runs.Select(run => run.Run.run_id));
        Assert.Equal(1, choice.Kept);
    }

    [Fact]
    public void Make_WrittenRunThatIsTooNewWithADeadJournal_StaysAndCountsOnce()
    {
        _store.WriteSmall("new", s_day.AddDays(1));
        _store.WriteDeadJournal("new");

        RetentionChoice choice = _store.Choose(new RetentionPolicy { BeforeUtc = s_day.AddDays(1) });

        Assert.Empty(choice.Runs);
        Assert.Equal((1, 0), (choice.Kept, choice.Live));
    }

    [Fact]
    public void Make_KeepLastWithJournals_CountsWrittenRunsOnly()
    {
        WriteDays(2);
        _store.WriteDeadJournal("between");

        Assert.Empty(_store.Chosen(new RetentionPolicy { BeforeUtc = s_day.AddDays(9), KeepLast = 2 }));
        Assert.Equal(
            ["d0", "between"],
            _store.Chosen(new RetentionPolicy { BeforeUtc = s_day.AddDays(9), KeepLast = 1 }));
    }

    [Fact]
    public void Make_KeepStatusAndTag_ExceptRuns()
    {
        _store.WriteSmall("ok", s_day);
        _store.WriteSmall("failed", s_day.AddHours(1), status: RunStatus.Failed);
        _store.WriteSmall("tagged", s_day.AddHours(2), tags: """{"keep":"audit"}""");
        var policy = new RetentionPolicy
        {
            BeforeUtc = s_day.AddDays(1),
            KeepStatuses = new HashSet<string> { RunStatus.Failed },
            KeepTags = tags => tags?.Contains("keep") == true,
        };

        RetentionChoice choice = _store.Choose(policy);

        Assert.Equal(["ok"], choice.Runs.Select(run => run.Run.run_id));
        Assert.Equal(2, choice.Kept);
    }

    [Fact]
    public void Make_DeadJournalOlderThanTheLimit_IsAnAbandonedRun()
    {
        _store.WriteDeadJournal("crashed");
        var before = new RetentionPolicy { BeforeUtc = new DateTime(2026, 1, 24, 12, 35, 0, DateTimeKind.Utc) };
        var after = new RetentionPolicy { BeforeUtc = before.BeforeUtc.Value.AddMilliseconds(1) };

        Assert.Empty(_store.Chosen(before));
        Assert.Equal(["crashed"], _store.Chosen(after));
        Assert.Empty(_store.Chosen(after with { KeepStatuses = new HashSet<string> { RunStatus.Abandoned } }));
    }

    [Fact]
    public void Make_LiveRun_IsNeverChosen()
    {
        using var recording = new Recording("live");
        TemporaryStore store = recording.Store;
        store.WriteSmall("over", s_day);

        RetentionChoice choice = store.Choose(new RetentionPolicy { BeforeUtc = s_day.AddDays(99), MaxBytes = 1 });

        Assert.Equal(["over"], choice.Runs.Select(run => run.Run.run_id));
        Assert.Equal((0, 1), (choice.Kept, choice.Live));
    }

    [Fact]
    public void Make_LiveRunAndSizeAlone_IsNotChosen()
    {
        using var recording = new Recording("live");

        RetentionChoice choice = recording.Store.Choose(new RetentionPolicy { MaxBytes = 0 });

        Assert.Empty(choice.Runs);
        Assert.Equal((0, 1), (choice.Kept, choice.Live));
    }

    [Fact]
    public void Make_DeadJournalOfAnotherPipeline_IsNotChosen()
    {
        _store.WriteSmall("r", s_day, pipeline: "a");
        _store.WriteDeadJournal("crashed");

        RetentionChoice choice = _store.Choose(
            new RetentionPolicy { BeforeUtc = s_day.AddDays(9), Pipelines = static name => name == "a" });

        Assert.Equal(["r"], choice.Runs.Select(run => run.Run.run_id));
        Assert.Equal(0, choice.Kept);
    }

    /// <summary>It ended, and only could not be written.</summary>
    [Fact]
    public void Make_JournalOfARunThatWasStopped_HasTheStatusThatItEndedWith()
    {
        Recording.NewJournal(
            _store,
            "r",
            "dead",
            JournalText.Start("r", JournalText.DeadProcess),
            JournalText.Operator("s", "o", 7),
            JournalText.Stop);
        var policy = new RetentionPolicy
        {
            BeforeUtc = s_day.AddDays(9),
            KeepStatuses = new HashSet<string> { RunStatus.Completed },
        };

        Assert.Empty(_store.Chosen(policy));
        Assert.Equal(
            ["r"],
            _store.Chosen(policy with { KeepStatuses = new HashSet<string> { RunStatus.Abandoned } }));
    }

    /// <summary>Age needs nothing but the runs: what else lies in a large store is not read, nor told of.</summary>
    [Fact]
    public void Make_AgeAlone_ReadsNoOtherDataset()
    {
        WriteDays(1);
        _store.Put("stages/compacted_2026-01_00000001.parquet", "torn");

        Assert.Equal(["d0"], _store.Chosen(new RetentionPolicy { BeforeUtc = s_day.AddDays(1) }));
    }

    [Fact]
    public void Make_MaxSize_CountsJournalsToo()
    {
        WriteDays(1);
        _store.WriteDeadJournal("crashed");
        long journal = new FileInfo(_store.At("_journal/run_crashed/dead.ndjson")).Length;

        Assert.Empty(_store.Chosen(new RetentionPolicy { MaxBytes = Bytes() + journal }));
        Assert.Equal(["d0"], _store.Chosen(new RetentionPolicy { MaxBytes = Bytes() + journal - 1 }));
        Assert.Equal(["d0"], _store.Chosen(new RetentionPolicy { MaxBytes = journal }));
        Assert.Equal(["d0", "crashed"], _store.Chosen(new RetentionPolicy { MaxBytes = journal - 1 }));
    }

    [Fact]
    public void Make_WrittenRunWithALiveWorker_IsNotChosen()
    {
        using var recording = new Recording("r");
        recording.Store.WriteSmall("r", s_day.AddHours(12));

        RetentionChoice choice = recording.Store.Choose(new RetentionPolicy { BeforeUtc = s_day.AddDays(99) });

        Assert.Empty(choice.Runs);
        Assert.Equal((0, 1), (choice.Kept, choice.Live));
    }

    [Fact]
    public void Make_MaxSize_TakesTheOldestUntilTheOthersFit()
    {
        WriteDays(4);
        long all = Bytes();
        long newest = Bytes("d3");

        Assert.Empty(_store.Chosen(new RetentionPolicy { MaxBytes = all }));
        Assert.Equal(["d0"], _store.Chosen(new RetentionPolicy { MaxBytes = all - 1 }));
        Assert.Equal(["d0", "d1", "d2"], _store.Chosen(new RetentionPolicy { MaxBytes = newest }));
        Assert.Equal(["d0", "d1", "d2", "d3"], _store.Chosen(new RetentionPolicy { MaxBytes = newest - 1 }));
    }

    [Fact]
    public void Make_MaxSizeAndAge_AgeGoesFirstAndMayBeEnough()
    {
        WriteDays(4);
        var policy = new RetentionPolicy { BeforeUtc = s_day.AddDays(1), MaxBytes = Bytes() - 1 };

        Assert.Equal(["d0"], _store.Chosen(policy));
        Assert.Equal(["d0", "d1"], _store.Chosen(policy with { MaxBytes = Bytes() - Bytes("d0") - 1 }));
    }

    [Fact]
    public void Make_MaxSizeThatWhatIsKeptExceeds_SaysByHowMuch()
    {
        WriteDays(3);

        RetentionChoice choice = _store.Choose(new RetentionPolicy { MaxBytes = 1, KeepLast = 1 });

        Assert.Equal(["d0", "d1"], choice.Runs.Select(run => run.Run.run_id));
        Assert.Equal(Bytes("d2") - 1, choice.BytesOver);
    }

    [Fact]
    public void Make_Summaries_CountForNothing()
    {
        WriteDays(1);
        long bytes = Bytes();
        Directory.CreateDirectory(_store.At("summaries"));
        File.WriteAllBytes(_store.At("summaries/big.parquet"), new byte[100_000]);

        Assert.Empty(_store.Chosen(new RetentionPolicy { MaxBytes = bytes }));
    }

    [Fact]
    public void Make_NoStore_SaysSo() => Assert.Equal(
        MetricsError.StoreNotFound,
        Assert.Throws<MetricsException>(() => RetentionChoice.Make(
            _store.At("none"), new RetentionPolicy { MaxBytes = 1 }, TimeProvider.System, static _ => { }, default)).Error);

    private void WriteDays(int count)
    {
        for (int i = 0; i < count; i++)
        {
            _store.WriteSmall($"d{i}", s_day.AddDays(i));
        }
    }

    private long Bytes(string key = "") => _store.Files()
        .Where(
            file => file.Contains(key, StringComparison.Ordinal) && file.EndsWith(".parquet", StringComparison.Ordinal))
        .Sum(file => new FileInfo(_store.At(file)).Length);
}
