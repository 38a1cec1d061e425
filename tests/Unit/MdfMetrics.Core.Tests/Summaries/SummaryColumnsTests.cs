using MdfMetrics.ParquetFiles.Columns;
using MdfMetrics.Summaries.Periods;
using MdfMetrics.Summaries.Tables;

namespace MdfMetrics.Tests.Summaries;

/// <summary>Every column of a summary has its figure, those too that are added tomorrow.</summary>
public sealed class SummaryColumnsTests
{
    private static readonly DateTime s_start = new(2026, 1, 24, 0, 0, 0, DateTimeKind.Utc);

    private static readonly PeriodCalendar s_days = new(SummaryPeriod.Day, ZoneNames.Find("America/New_York"));

    [Fact]
    public void Run_EveryColumn_HasAValue() => AssertWhole(SummaryTables.Runs, new SummaryKey(s_start, "p", "", ""));

    [Fact]
    public void Stage_EveryColumn_HasAValue() => AssertWhole(SummaryTables.Stages, new SummaryKey(s_start, "p", "s", ""));

    [Fact]
    public void Operator_EveryColumn_HasAValue() =>
        AssertWhole(SummaryTables.Operators, new SummaryKey(s_start, "p", "s", "o"));

    [Fact]
    public void Throughput_OfAStage_IsOfTheTimeItWasOpen()
    {
        StageSummary row = SummaryTables.Stages.ToRow(
            s_days,
            new SummaryKey(s_start, "p", "s", ""),
            Figures());

        Assert.Equal(100 / 4.0, row.throughput);
    }

    [Fact]
    public void Throughput_OfAnOperator_IsOfTheTimeItTook()
    {
        OperatorSummary row = SummaryTables.Operators.ToRow(
            s_days,
            new SummaryKey(s_start, "p", "s", "o"),
            Figures());

        Assert.Equal(100 / 8.0, row.throughput);
    }

    private static void AssertWhole<TRow>(SummaryTable<TRow> table, SummaryKey key)
        where TRow : class
    {
        TRow row = table.ToRow(s_days, key, Figures());

        NotEmpty.All(
            table.Schema.Columns,
            (Column<TRow> column) => Assert.NotEqual(column.Value(table.Schema.Create()), column.Value(row)));
    }

    /// <summary>100 records in, 90 out, in 8 seconds of work within 4 by the clock.</summary>
    private static SummaryAccumulator Figures()
    {
        var sum = new SummaryAccumulator();
        sum.AddRuns(3, 2, 1);
        sum.AddRecords(100, 90, 90, 5);
        sum.AddTime(8, 4);
        sum.AddValue(0);
        sum.AddValue(0.25);
        sum.AddValue(2);
        sum.AddPlace(1, 2);
        return sum;
    }
}
