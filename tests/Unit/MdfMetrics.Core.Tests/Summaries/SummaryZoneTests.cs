using System.Globalization;
using MdfMetrics.Integrity;
using MdfMetrics.Summaries;
using MdfMetrics.Summaries.Periods;
using MdfMetrics.Summaries.Tables;
using MdfMetrics.Tests.Integrity;
using MdfMetrics.Tests.Storage;

namespace MdfMetrics.Tests.Summaries;

/// <summary>The time zone of a store's summaries: given, kept and changed.</summary>
public sealed class SummaryZoneTests : IDisposable
{
    // In New York the first two are of 31 January, the third of 1 February.
    private static readonly DateTime[] s_starts =
    [
        new(2026, 1, 31, 23, 0, 0, DateTimeKind.Utc),
        new(2026, 2, 1, 4, 59, 59, DateTimeKind.Utc),
        new(2026, 2, 1, 5, 0, 0, DateTimeKind.Utc),
    ];

    private readonly TemporaryStore _store = new();
    private readonly TemporaryStore _copies = new();

    public SummaryZoneTests() => WriteRuns(_store);

    public void Dispose()
    {
        _store.Dispose();
        _copies.Dispose();
    }

    [Fact]
    public void Update_NoZoneEverGiven_IsOfUtc()
    {
        _store.Summarize();

        Assert.Equal(
            ["UTC 2026-01-31 00:00 Unspecified 1", "UTC 2026-02-01 00:00 Unspecified 2"],
            Days(_store.Path));
        Assert.False(File.Exists(_store.At("summaries/_zone.json")));
    }

    [Fact]
    public void Update_ZoneGivenBefore_IsOfItsDays()
    {
        Assert.Empty(ChangeZone("America/New_York")!);

        _store.Summarize();
        _store.Write(Summarizing.Numbered(3, new DateTime(2026, 2, 1, 4, 0, 0, DateTimeKind.Utc)));
        _store.Summarize();

        Assert.Equal(
            ["America/New_York 2026-01-31 00:00 Unspecified 3", "America/New_York 2026-02-01 00:00 Unspecified 1"],
            Days(_store.Path));
        Assert.Equal(
            [new DateTime(2026, 1, 31, 5, 0, 0, DateTimeKind.Utc), new DateTime(2026, 2, 1, 5, 0, 0, DateTimeKind.Utc)],
            _store.RunSummaries().Select(row => row.period_start.ToUniversalTime()));
        Assert.Empty(_store.Check());
    }

    [Fact]
    public void ChangeZone_SummariesThere_CountsThemAllAnew()
    {
        _store.Summarize();
        _store.Summarize(SummaryPeriod.Hour);
        _store.Write(Summarizing.Numbered(3, s_starts[2].AddHours(1)));

        IReadOnlyList<SummaryUpdate> done = ChangeZone("America/New_York")!;

        // Four hours have a run each; so many days have one.
        Assert.Equal(
            [("hour", "rebuilt", 1, 3, 4), ("day", "rebuilt", 1, 3, 2)],
            done.OrderBy(update => update.periods_changed == 2).Select(update =>
                (update.period, update.status, update.runs_added, update.runs_recounted, update.periods_changed)));
        using var fresh = new TemporaryStore();
        WriteRuns(fresh);
        fresh.Write(Summarizing.Numbered(3, s_starts[2].AddHours(1)));
        new SummaryUpdater(fresh.Path, TimeProvider.System)
            .ChangeZone(ZoneNames.Find("America/New_York"), force: false, Fail, Assert.Fail);
        foreach (SummaryPeriod period in new[] { SummaryPeriod.Day, SummaryPeriod.Hour })
        {
            fresh.Summarize(period);
            var query = new SummaryQuery { Period = period };
            Assert.Equal(Summarizing.Shown(fresh.RunSummaries(query)), Summarizing.Shown(_store.RunSummaries(query)));
            Assert.Equal(
                Summarizing.Shown(fresh.OperatorSummaries(query)),
                Summarizing.Shown(_store.OperatorSummaries(query)));
        }

        Assert.Equal(
            Summarizing.SummaryContent(fresh.Path).Keys,
            Summarizing.SummaryContent(_store.Path).Keys);
        Assert.Empty(_store.Check());
        Assert.Equal(SummaryUpdateStatus.Unchanged, _store.Summarize().status);
    }

    [Theory]
    [InlineData("UTC")]
    [InlineData("Etc/GMT")]
    public void ChangeZone_SameZoneByAnotherName_ChangesNothing(string name)
    {
        _store.Summarize();
        SortedDictionary<string, string> before = Summarizing.SummaryContent(_store.Path);
        _store.Delete("job-0");

        Assert.Empty(ChangeZone(name)!);

        Assert.Equal(before, Summarizing.SummaryContent(_store.Path));
    }

    [Fact]
    public void ChangeZone_RunsGone_RefusesAndChangesNothing()
    {
        _store.Summarize();
        _store.Summarize(SummaryPeriod.Month);
        _store.Delete("job-0");
        _store.Delete("job-1");
        SortedDictionary<string, string> before = Summarizing.SummaryContent(_store.Path);

        MetricsException error = Assert.Throws<MetricsException>(() => ChangeZone("America/New_York"));

        Assert.Equal((MetricsError.RunsAreGone, _store.Path), (error.Error, error.Target));
        Assert.Contains("2 of the 3 runs", error.Message, StringComparison.Ordinal);
        Assert.Contains("2 days, 2 months", error.Message, StringComparison.Ordinal);
        Assert.Equal(before, Summarizing.SummaryContent(_store.Path));
    }

    [Fact]
    public void ChangeZone_RunsGoneAndForced_CountsThoseThatAreThereAndSaysWhatIsLost()
    {
        _store.Summarize();
        _store.Delete("job-0");
        var warnings = new List<string>();

        ChangeZone("America/New_York", force: true, onWarning: warnings.Add);

        Assert.Equal(
            ["America/New_York 2026-01-31 00:00 Unspecified 1", "America/New_York 2026-02-01 00:00 Unspecified 1"],
            Days(_store.Path));
        Assert.Contains("1 of the 3 runs", Assert.Single(warnings), StringComparison.Ordinal);
        Assert.Empty(_store.Check());
    }

    [Fact]
    public void ChangeZone_AllRunsGoneAndForced_LeavesNoRowsAndNoFiles()
    {
        _store.Summarize();
        foreach (string id in new[] { "job-0", "job-1", "job-2" })
        {
            _store.Delete(id);
        }

        ChangeZone("America/New_York", force: true, onWarning: static _ => { });

        Assert.Equal("_zone.json", Assert.Single(Summarizing.SummaryContent(_store.Path)).Key);
    }

    [Fact]
    public void ChangeZone_FileOfACountedRunTorn_RefusesAndChangesNothing()
    {
        _store.Summarize();
        string torn = _store.Files().Single(file => file.Contains("operators_job-1", StringComparison.Ordinal));
        byte[] whole = File.ReadAllBytes(_store.At(torn));
        File.WriteAllBytes(_store.At(torn), whole[..^20]);
        SortedDictionary<string, string> before = Summarizing.SummaryContent(_store.Path);

        MetricsException error =
            Assert.Throws<MetricsException>(() => ChangeZone("America/New_York", onError: static _ => { }));

        Assert.Equal(MetricsError.RunsAreGone, error.Error);
        Assert.Equal(before, Summarizing.SummaryContent(_store.Path));

        // Forced, it is counted as soon as it can be read.
        ChangeZone("America/New_York", force: true, onError: static _ => { }, onWarning: static _ => { });
        Assert.Equal(2, _store.RunSummaries().Sum(row => row.run_count));
        File.WriteAllBytes(_store.At(torn), whole);
        Assert.Equal(1, _store.Summarize().runs_added);
    }

    [Fact]
    public void ChangeZone_LedgerTorn_RefusesUnlessForced()
    {
        _store.Summarize();
        string ledger = _store.At("summaries/_ledger/ledger_day_2026-01.parquet");
        File.WriteAllText(ledger, "torn");

        Assert.Equal(
            MetricsError.FileCorrupt,
            Assert.Throws<MetricsException>(() => ChangeZone("Asia/Kolkata")).Error);
        ChangeZone("Asia/Kolkata", force: true);

        Assert.Equal(["Asia/Kolkata 2026-02-01 00:00 Unspecified 3"], Days(_store.Path));
        Assert.Empty(_store.Check());
    }

    [Fact]
    public void ChangeZone_KilledAtAnyStep_IsWholeOrDidNotHappen()
    {
        _store.Summarize();
        _store.Summarize(SummaryPeriod.Hour);
        SortedDictionary<string, string> before = Summarizing.SummaryContent(_store.Path);
        var states = new List<(SummaryStep Step, string Store)>();

        ChangeZone("Asia/Kolkata", onStep: step => states.Add((step, CopyStore(states.Count))));

        // Of the hours, and of the days of January, files go.
        Assert.Contains(states, state => state.Step == SummaryStep.Deleted);
        foreach ((SummaryStep step, string store) in states)
        {
            Assert.DoesNotContain(
                new StoreChecker(store, CheckedStore.Later).Check(),
                finding => finding.path.Contains("summaries", StringComparison.Ordinal));
            new SummaryUpdater(store, TimeProvider.System).Update(SummaryPeriod.Week, Fail, Assert.Fail);
            bool isDone = step != SummaryStep.Staged;
            Assert.Equal(
                isDone
                    ? ["Asia/Kolkata 2026-02-01 00:00 Unspecified 3"]
                    : ["UTC 2026-01-31 00:00 Unspecified 1", "UTC 2026-02-01 00:00 Unspecified 2"],
                Days(store));
            SortedDictionary<string, string> expected = isDone ? Summarizing.SummaryContent(_store.Path) : before;
            Assert.Equal(
                expected.Where(file => !file.Key.Contains("_week_", StringComparison.Ordinal)),
                Summarizing.SummaryContent(store)
                    .Where(file => !file.Key.Contains("_week_", StringComparison.Ordinal)));
        }
    }

    [Theory]
    [InlineData("{")]
    [InlineData("""{"version":1}""")]
    [InlineData("""{"version":2,"time_zone":"UTC"}""")]
    public void Update_DamagedZone_IsRefusedAndFound(string content)
    {
        _store.Summarize();
        SortedDictionary<string, string> before = Summarizing.SummaryContent(_store.Path);
        File.WriteAllText(_store.At("summaries/_zone.json"), content);

        MetricsException error = Assert.Throws<MetricsException>(() => _store.Summarize());

        Assert.Equal((MetricsError.FileCorrupt, _store.At("summaries/_zone.json")), (error.Error, error.Target));
        Assert.Equal(["torn_record summaries/_zone.json"], _store.Kinds(_store.Check()));
        Assert.Equal(before, Summarizing.SummaryContent(_store.Path).Where(file => file.Key != "_zone.json"));
    }

    [Fact]
    public void Update_ZoneThatThisMachineDoesNotKnow_IsRefusedAndItsRowsAreShown()
    {
        ChangeZone("America/New_York");
        _store.Summarize();
        File.WriteAllText(_store.At("summaries/_zone.json"), """{"version":1,"time_zone":"Mars/Phobos"}""");

        Assert.Equal(
            MetricsError.InvalidTimeZone,
            Assert.Throws<MetricsException>(() => _store.Summarize()).Error);
        Assert.Equal(2, _store.RunSummaries(new SummaryQuery { SinceUtc = s_starts[0] }).Count);
        Assert.Equal(["unknown_time_zone summaries/_zone.json"], _store.Kinds(_store.Check()));
    }

    [Fact]
    public void Update_ZoneLost_DoesNotMixZonesInATable()
    {
        ChangeZone("America/New_York");
        _store.Summarize();
        File.Delete(_store.At("summaries/_zone.json"));
        _store.Write(Summarizing.Numbered(3, s_starts[2]));

        MetricsException error = Assert.Throws<MetricsException>(() => _store.Summarize());

        Assert.Equal(MetricsError.FileCorrupt, error.Error);
        Assert.Contains("America/New_York", error.Message, StringComparison.Ordinal);
        Assert.Contains(
            "mismatched_summary summaries/run/run_day_2026-01.parquet",
            _store.Kinds(_store.Check()));
    }

    [Fact]
    public void Read_WithDuckDb_TellsZoneAndWhatItsClocksRead()
    {
        ChangeZone("Asia/Kolkata");
        _store.Summarize();
        using var database = new DuckDb();

        foreach (string level in new[] { "run", "stage", "operator" })
        {
            Assert.Equal(
                [[new DateTime(2026, 1, 31, 18, 30, 0), "Asia/Kolkata", new DateTime(2026, 2, 1)]],
                database.Query(
                    $"""
                    SELECT DISTINCT period_start, time_zone, local_start
                    FROM '{_store.Path}/summaries/{level}/*.parquet' WHERE local_start >= '2026-02-01'
                    """));
        }
    }

    private static void WriteRuns(TemporaryStore store)
    {
        for (int i = 0; i < s_starts.Length; i++)
        {
            store.Write(Summarizing.Numbered(i, s_starts[i]));
        }
    }

    private static IEnumerable<string> Days(string store) =>
        new SummaryReader(store).ReadRuns(new SummaryQuery(), Fail).Select(row => string.Create(
            CultureInfo.InvariantCulture,
            $"{row.time_zone} {row.local_start:yyyy-MM-dd HH:mm} {row.local_start.Kind} {row.run_count}"));

    private static void Fail(MetricsException error) => throw error;

    private IReadOnlyList<SummaryUpdate>? ChangeZone(
        string zone,
        bool force = false,
        Action<MetricsException>? onError = null,
        Action<string>? onWarning = null,
        Action<SummaryStep>? onStep = null) =>
        new SummaryUpdater(_store.Path, TimeProvider.System) { OnStep = onStep }
            .ChangeZone(ZoneNames.Find(zone), force, onError ?? Fail, onWarning ?? Assert.Fail);

    private string CopyStore(int number)
    {
        _store.CopyTo(_copies.At($"{number}"));
        return _copies.At($"{number}");
    }
}
