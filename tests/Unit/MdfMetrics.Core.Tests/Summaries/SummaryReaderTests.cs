using MdfMetrics.Summaries;
using MdfMetrics.Summaries.Periods;
using MdfMetrics.Tests.Storage;

namespace MdfMetrics.Tests.Summaries;

/// <summary>What is read of a summary.</summary>
public sealed class SummaryReaderTests : IDisposable
{
    private static readonly DateTime s_start = new(2026, 1, 30, 0, 0, 0, DateTimeKind.Utc);

    private readonly TemporaryStore _store = new();

    public SummaryReaderTests()
    {
        // 30 January to 4 February.
        _store.WriteNumbered(s_start, 6, 24);
        _store.Summarize();
        _store.Summarize(SummaryPeriod.Hour);
    }

    public void Dispose() => _store.Dispose();

    [Theory]
    [InlineData(null, null, "30 31 1 2 3 4")]
    [InlineData("2026-01-31T12:00", null, "31 1 2 3 4")]
    [InlineData("2026-02-01T00:00", null, "1 2 3 4")]
    [InlineData(null, "2026-02-01T00:00", "30 31 1")]
    [InlineData("2026-01-31T23:59", "2026-01-31T23:59", "31")]
    [InlineData("2026-03-01T00:00", null, "")]
    public void Read_SinceAndUntil_GivesPeriodsThatHaveAMomentInBetween(string? since, string? until, string days)
    {
        var query = new SummaryQuery { SinceUtc = Utc(since), UntilUtc = Utc(until) };

        Assert.Equal(days, string.Join(' ', _store.RunSummaries(query).Select(row => row.PeriodStartUtc.Day)));
    }

    [Fact]
    public void Read_Names_GivesThoseThatMatchInTheOrderOfTheRun()
    {
        var query = new SummaryQuery
        {
            UntilUtc = s_start,
            StageMatches = static name => name.StartsWith('é'),
            OperatorMatches = static name => name.EndsWith('1') || name.EndsWith('0'),
        };

        Assert.Equal(["étape 数据 😀/op_0", "étape 数据 😀/op_1"], _store.OperatorSummaries(query)
            .Select(row => $"{row.stage_name}/{row.operator_name}"));
        NotEmpty.All(_store.OperatorSummaries(query), row => Assert.Equal(_store.Path, row.store));
    }

    [Theory]
    [InlineData(1, null, "nightly 4, hourly 1")]
    [InlineData(2, null, "nightly 3, nightly 4, hourly 31, hourly 1")]
    [InlineData(2, "2026-01-31T12:00", "nightly 30, hourly 30, hourly 31")]
    [InlineData(99, null, "nightly 30, nightly 1, nightly 3, nightly 4, hourly 30, hourly 31, hourly 1")]
    public void Read_Last_GivesTheNewestPeriodsOfEachPipeline(int last, string? until, string expected)
    {
        using var store = new TemporaryStore();
        foreach ((string pipeline, int day) in new[]
        {
            ("hourly", 0), ("hourly", 1), ("hourly", 2), ("hourly", 2), ("nightly", 0), ("nightly", 2), ("nightly", 4),
            ("nightly", 5),
        })
        {
            Sample sample = Summarizing.Numbered(day, s_start.AddDays(day));
            string id = $"{pipeline}-{Guid.NewGuid():N}";
            store.Write(sample with
            {
                Run = sample.Run with { run_id = id, pipeline_name = pipeline },
                Stages = [.. sample.Stages.Select(row => row with { run_id = id })],
                Operators = [.. sample.Operators.Select(row => row with { run_id = id })],
            });
        }

        store.Summarize();
        var query = new SummaryQuery { Last = last, UntilUtc = Utc(until) };

        Assert.Equal(
            expected,
            string.Join(", ", store.RunSummaries(query)
                .OrderByDescending(row => row.pipeline_name, StringComparer.Ordinal)
                .Select(row => $"{row.pipeline_name} {row.PeriodStartUtc.Day}")));
        Assert.Equal(
            store.RunSummaries(query).Select(row => row.period_start),
            store.RunSummaries(query).Select(row => row.period_start).Order());
        Assert.Equal(
            store.RunSummaries(query).Select(row => (row.pipeline_name, row.period_start)),
            store.StageSummaries(query).Select(row => (row.pipeline_name, row.period_start)).Distinct());
    }

    [Fact]
    public void Read_OtherPeriod_GivesItsOwnRows()
    {
        Assert.Empty(_store.RunSummaries(new SummaryQuery { Period = SummaryPeriod.Week }));
        NotEmpty.All(
            _store.RunSummaries(new SummaryQuery { Period = SummaryPeriod.Hour }),
            row => Assert.Equal("hour", row.period));
    }

    [Fact]
    public void Read_TornFile_GivesTheOthersAndNamesIt()
    {
        string torn = _store.At("summaries/run/run_day_2026-01.parquet");
        File.WriteAllText(torn, "PAR1");
        var errors = new List<MetricsException>();

        List<RunSummary> rows = [.. new SummaryReader(_store.Path).ReadRuns(new SummaryQuery(), errors.Add)];

        Assert.Equal(4, rows.Count);
        Assert.Equal((MetricsError.FileCorrupt, torn), (Assert.Single(errors).Error, errors[0].Target));
    }

    [Fact]
    public void Read_NoStore_SaysSo()
    {
        var reader = new SummaryReader(_store.At("none"));

        Assert.Equal(
            MetricsError.StoreNotFound,
            Assert.Throws<MetricsException>(() => reader.ReadRuns(new SummaryQuery(), static _ => { })).Error);
    }

    private static DateTime? Utc(string? text) => text is null
        ? null
        : DateTime.SpecifyKind(
            DateTime.Parse(text, System.Globalization.CultureInfo.InvariantCulture),
            DateTimeKind.Utc);
}
