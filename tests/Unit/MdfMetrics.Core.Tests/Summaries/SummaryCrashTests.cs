using MdfMetrics.Summaries;
using MdfMetrics.Summaries.Periods;
using MdfMetrics.Summaries.Tables;
using MdfMetrics.Tests.Storage;

namespace MdfMetrics.Tests.Summaries;

/// <summary>What a killed update leaves, at each step, and what the next one makes of it.</summary>
public sealed class SummaryCrashTests : IDisposable
{
    private static readonly DateTime s_start = new(2026, 1, 31, 21, 0, 0, DateTimeKind.Utc);

    private readonly TemporaryStore _store = new();
    private readonly TemporaryStore _copies = new();

    public void Dispose()
    {
        _store.Dispose();
        _copies.Dispose();
    }

    [Fact]
    public void Update_KilledAtAnyStep_TheNextOneCountsEachRunOnce()
    {
        // Two runs are counted; three more, of which two lie in the next month's file, come in the update that dies.
        _store.WriteNumbered(s_start, 2, 1);
        _store.Summarize();
        SortedDictionary<string, string> before = Summarizing.SummaryContent(_store.Path);
        _store.WriteNumbered(s_start, 5, 1);
        var states = new List<(SummaryStep Step, string Store)>();
        _store.Summarize(SummaryPeriod.Day, Fail, Assert.Fail, step => states.Add((step, CopyStore(states.Count))));
        SortedDictionary<string, string> after = Summarizing.SummaryContent(_store.Path);

        Assert.NotEqual(before, after);
        Assert.Equal(
            [SummaryStep.Staged, SummaryStep.Committed, .. Enumerable.Repeat(SummaryStep.Renamed, 8), SummaryStep.Finished],
            states.Select(state => state.Step));
        foreach ((SummaryStep step, string store) in states)
        {
            // Whoever reads meanwhile finds whole files, each of before or of after.
            Assert.NotEmpty(new SummaryReader(store).ReadOperators(new SummaryQuery(), Fail).ToList());

            SummaryUpdate next = new SummaryUpdater(store, TimeProvider.System).Update(
                SummaryPeriod.Day,
                Fail,
                Assert.Fail);

            Assert.Equal(step == SummaryStep.Staged ? 3 : 0, next.runs_added);
            Assert.Equal(Counts(_store.Path), Counts(store));
            if (step == SummaryStep.Staged)
            {
                // Counted anew: the threads may add the times in another order, so their last bits may differ.
                Assert.Equal(after.Keys, Summarizing.SummaryContent(store).Keys);
            }
            else
            {
                Assert.Equal(after, Summarizing.SummaryContent(store));
            }
        }
    }

    [Theory]
    [InlineData(nameof(SummaryStep.Staged), 3)]
    [InlineData(nameof(SummaryStep.Committed), 0)]
    public void Update_EarlierVersionWasKilled_TakesItsFilesBesideTheTablesToo(string killedAt, int countedAnew)
    {
        _store.WriteNumbered(s_start, 2, 1);
        _store.Summarize();
        _store.WriteNumbered(s_start, 5, 1);
        string killed = "";
        _store.Summarize(SummaryPeriod.Day, Fail, Assert.Fail, step =>
        {
            if (step.ToString() == killedAt)
            {
                killed = CopyStore(0);
            }
        });
        string[] staged = Directory.GetFiles(Path.Combine(killed, "_tmp"));
        foreach (string file in staged)
        {
            // .run_day_2026-01.parquet.tmp lay in the folder run.
            string level = Path.GetFileName(file)[1..].Split('_')[0];
            File.Move(file, Path.Combine(
                killed,
                "summaries",
                level == "ledger" ? "_ledger" : level,
                Path.GetFileName(file)));
        }

        SummaryUpdate next =
            new SummaryUpdater(killed, TimeProvider.System).Update(SummaryPeriod.Day, Fail, Assert.Fail);

        Assert.Equal(8, staged.Length);
        Assert.Equal(countedAnew, next.runs_added);
        Assert.Equal(Counts(_store.Path), Counts(killed));
        Assert.Empty(Directory.GetFiles(killed, "*.tmp", SearchOption.AllDirectories));
    }

    [Fact]
    public void Update_StagedAndTheSummariesDeleted_CountsAllAnew()
    {
        _store.WriteNumbered(s_start, 5, 1);
        string killed = "";
        _store.Summarize(SummaryPeriod.Day, Fail, Assert.Fail, step =>
            killed = step == SummaryStep.Committed ? CopyStore(0) : killed);
        Directory.Delete(Path.Combine(killed, "summaries"), recursive: true);

        Assert.Equal(5, new SummaryUpdater(killed, TimeProvider.System)
            .Update(SummaryPeriod.Day, Fail, Assert.Fail).runs_added);
    }

    private static object[] Counts(string store) =>
    [
        .. new SummaryReader(store).ReadOperators(new SummaryQuery(), Fail).Select(row => (object)(
            row.PeriodStartUtc,
            row.stage_name,
            row.operator_name,
            row.run_count,
            row.input_records,
            row.output_records,
            row.error_count,
            row.p95_latency)),
    ];

    [Fact]
    public void Update_Stopped_LeavesNothingBehind()
    {
        _store.WriteNumbered(s_start, 2, 1);
        using var stop = new CancellationTokenSource();
        var updater = new SummaryUpdater(_store.Path, TimeProvider.System)
        {
            OnStep = step => throw new OperationCanceledException($"{step}"),
        };

        Assert.Throws<OperationCanceledException>(
            () => updater.Update(SummaryPeriod.Day, Fail, Assert.Fail, stop.Token));

        Assert.Empty(Summarizing.SummaryContent(_store.Path));
        Assert.Equal(2, _store.Summarize().runs_added);
    }

    [Fact]
    public void Update_TokenSet_StopsAtOnce()
    {
        _store.WriteNumbered(s_start, 2, 1);

        Assert.ThrowsAny<OperationCanceledException>(() => new SummaryUpdater(_store.Path, TimeProvider.System)
            .Update(SummaryPeriod.Day, Fail, Assert.Fail, new CancellationToken(canceled: true)));

        Assert.Empty(Summarizing.SummaryContent(_store.Path));
    }

    [Theory]
    [InlineData("{")]
    [InlineData("""{"version":2,"files":[]}""")]
    [InlineData("""{"version":1,"files":["../runs/run_x.parquet"]}""")]
    [InlineData("""{"version":1,"files":["run/notes.txt"]}""")]
    public void Update_DamagedNote_SaysWhatToDo(string note)
    {
        _store.WriteNumbered(s_start, 1, 1);
        Directory.CreateDirectory(_store.At("summaries"));
        File.WriteAllText(_store.At("summaries/_pending.json"), note);

        MetricsException error = Assert.Throws<MetricsException>(() => _store.Summarize());

        Assert.Equal(MetricsError.FileCorrupt, error.Error);
        Assert.Contains("Delete the folder", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Update_TableLost_LeavesItsPeriodsAloneAndSaysSo()
    {
        _store.WriteNumbered(s_start, 3, 1.5);
        _store.Summarize();
        File.Delete(_store.At("summaries/stage/stage_day_2026-01.parquet"));
        _store.Write(Summarizing.Numbered(7, s_start));
        _store.Write(Summarizing.Numbered(8, s_start.AddDays(3)));
        var errors = new List<MetricsException>();

        SummaryUpdate update = _store.Summarize(SummaryPeriod.Day, errors.Add, Assert.Fail);

        Assert.Equal(1, update.runs_added);
        Assert.Equal(MetricsError.FileCorrupt, Assert.Single(errors).Error);
        Assert.Contains("stage_day_2026-01.parquet", errors[0].Message, StringComparison.Ordinal);
        foreach (string file in Directory.GetFiles(_store.At("summaries"), "*_day_2026-01.parquet", SearchOption.AllDirectories))
        {
            File.Delete(file);
        }

        Assert.Equal(3, _store.Summarize().runs_added);
    }

    [Fact]
    public void Update_FileOfARunTorn_TheRunWaitsUntilItIsWhole()
    {
        _store.WriteNumbered(s_start, 2, 0.1);
        string torn = _store.Files().Single(file => file.Contains("operators_job-1", StringComparison.Ordinal));
        byte[] whole = File.ReadAllBytes(_store.At(torn));
        File.WriteAllBytes(_store.At(torn), whole[..^20]);
        var errors = new List<MetricsException>();

        Assert.Equal(1, _store.Summarize(SummaryPeriod.Day, errors.Add, Assert.Fail).runs_added);
        Assert.Equal(
            SummaryUpdateStatus.Unchanged,
            _store.Summarize(SummaryPeriod.Day, errors.Add, Assert.Fail).status);

        Assert.All(
            errors,
            error => Assert.Equal((MetricsError.FileCorrupt, _store.At(torn)), (error.Error, error.Target)));
        Assert.Equal(2, errors.Count);
        NotEmpty.All(_store.StageSummaries(), row => Assert.Equal(1, row.run_count));
        File.WriteAllBytes(_store.At(torn), whole);
        Assert.Equal(1, _store.Summarize().runs_added);
        NotEmpty.All(_store.OperatorSummaries(), row => Assert.Equal(2, row.run_count));
    }

    [Fact]
    public void Update_ChangedRunTorn_KeepsWhatWasCounted()
    {
        _store.WriteNumbered(s_start, 2, 0.1);
        _store.Summarize();
        string torn = _store.Files().Single(file => file.Contains("operators_job-1", StringComparison.Ordinal));
        File.WriteAllBytes(_store.At(torn), File.ReadAllBytes(_store.At(torn))[..^20]);
        _store.Rewrite("job-0", run => run with { total_errors = 77 });

        _store.Summarize(SummaryPeriod.Day, static _ => { }, Assert.Fail);

        Assert.Equal((2, 1), (_store.RunSummaries()[0].run_count, _store.RunSummaries()[0].total_errors));
    }

    private static void Fail(MetricsException error) => throw error;

    private string CopyStore(int number)
    {
        _store.CopyTo(_copies.At($"{number}"));
        return _copies.At($"{number}");
    }
}
