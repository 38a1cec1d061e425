using MdfMetrics.Maintenance.Retention;
using MdfMetrics.PastRuns;
using MdfMetrics.Storage.Reading;
using MdfMetrics.Tests.Maintenance.Removal;

namespace MdfMetrics.Tests.Storage;

/// <summary>A run whose start is not known, as other writers leave it: it is of no age, and comes last.</summary>
public sealed class UndatedRunTests : IDisposable
{
    private static readonly DateTime s_first = new(2026, 1, 24, 12, 0, 0, DateTimeKind.Utc);

    private readonly TemporaryStore _store = new();

    public UndatedRunTests()
    {
        for (int i = 0; i < 3; i++)
        {
            _store.Write(Sample.Create($"dated{i}", s_first.AddDays(i)));
        }

        RunMetrics undated = _store.Write(Sample.Create("undated", s_first.AddYears(1)));
        DuckDb.Replace(undated.path!, "NULL::TIMESTAMP AS start_time");
    }

    public void Dispose() => _store.Dispose();

    [Fact]
    public void ReadRuns_All_ListUndatedOnesLastWithoutAStart()
    {
        List<RunMetrics> runs = _store.Runs();

        Assert.Equal(["dated0", "dated1", "dated2", "undated"], runs.Select(run => run.run_id));
        Assert.Null(runs[3].start_time);
        Assert.NotNull(runs[3].end_time);
        Assert.Equal(runs[3].num_stages, _store.Stages(runs[3]).Count);
    }

    [Theory]
    [InlineData(1, "dated2")]
    [InlineData(3, "dated0 dated1 dated2")]
    [InlineData(4, "dated0 dated1 dated2 undated")]
    public void ReadRuns_Last_TakesUndatedOnesForTheOldest(int last, string expected) => Assert.Equal(
        expected.Split(' '),
        _store.Runs(new RunQuery { Last = last }).Select(run => run.run_id));

    [Fact]
    public void ReadRuns_SinceOrUntil_MatchNoUndatedOne()
    {
        Assert.Equal(3, _store.Runs(new RunQuery { SinceUtc = DateTime.MinValue }).Count);
        Assert.Equal(3, _store.Runs(new RunQuery { UntilUtc = DateTime.MaxValue }).Count);
    }

    [Fact]
    public void Retention_Age_TakesNoUndatedOne() => Assert.Equal(
        ["dated0", "dated1", "dated2"],
        _store.Chosen(new RetentionPolicy { BeforeUtc = DateTime.MaxValue }));

    [Fact]
    public void Retention_KeepLast_CountsNoUndatedOne() => Assert.Equal(
        ["dated0"],
        _store.Chosen(new RetentionPolicy { BeforeUtc = DateTime.MaxValue, KeepLast = 2 }));

    [Fact]
    public void Retention_Size_TakesUndatedOnesLast() => Assert.Equal(
        ["dated0", "dated1", "dated2", "undated"],
        [.. _store.Choose(new RetentionPolicy { MaxBytes = 0 }).Runs.Select(run => run.Run.run_id)]);

    [Fact]
    public void History_OfAPipeline_HasNoUndatedOne()
    {
        var history = new RunHistory(_store.Path, static error => throw error, default);

        Assert.Equal(["dated2", "dated1", "dated0"], history.NewestFirst().Select(run => run.run_id));
    }
}
