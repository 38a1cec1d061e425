using MdfMetrics.ParquetFiles;
using MdfMetrics.ParquetFiles.Columns;
using MdfMetrics.Summaries.Periods;
using MdfMetrics.Summaries.Tables;
using MdfMetrics.Tests.Storage;
using MdfMetrics.Tests.Summaries;

namespace MdfMetrics.Tests.Integrity;

/// <summary>What is wrong with summaries: files that can't be read, are gone, or do not fit together.</summary>
public sealed class SummaryCheckTests : IDisposable
{
    private const string Ledger = "summaries/_ledger/ledger_day_2026-01.parquet";
    private const string Runs = "summaries/run/run_day_2026-01.parquet";
    private const string Stages = "summaries/stage/stage_day_2026-01.parquet";
    private const string Operators = "summaries/operator/operator_day_2026-01.parquet";

    private readonly TemporaryStore _store = new();

    public SummaryCheckTests() => Write(4);

    public void Dispose() => _store.Dispose();

    [Fact]
    public void Check_SummariesOfAllPeriods_FindsNothing()
    {
        Enum.GetValues<SummaryPeriod>().ToList().ForEach(period => _store.Summarize(period));
        _store.Delete("job-1");

        Assert.Empty(_store.Check());
    }

    [Theory]
    [InlineData(Ledger)]
    [InlineData(Runs)]
    [InlineData(Stages)]
    [InlineData(Operators)]
    public void Check_FileThatIsDamagedOrGone_IsFoundAndNotMoved(string file)
    {
        _store.Summarize();
        byte[] whole = File.ReadAllBytes(_store.At(file));
        File.WriteAllBytes(_store.At(file), whole[..^20]);
        Assert.Equal([$"torn_file {file}"], _store.Kinds(_store.Check()));
        File.WriteAllBytes(_store.At(file), []);
        Assert.Equal([$"empty_file {file}"], _store.Kinds(_store.Check()));
        File.WriteAllBytes(_store.At(file), File.ReadAllBytes(_store.At(file == Ledger ? Runs : Ledger)));
        Assert.Equal([$"foreign_file {file}"], _store.Kinds(_store.Check()));
        Assert.Empty(_store.Repair());
        File.Delete(_store.At(file));

        StoreFinding finding = Assert.Single(_store.Check());

        Assert.Equal([$"incomplete_summary {file}"], _store.Kinds([finding]));
        Assert.Equal(FindingRepair.None, finding.repair);
        Assert.Contains("Update-MdfSummary builds them anew", finding.message, StringComparison.Ordinal);
    }

    [Fact]
    public void Check_LedgerThatCountsARunTwice_IsFound()
    {
        _store.Summarize();
        Rewrite(SummarySchema.Ledger, Ledger, rows => [.. rows, rows[0]]);

        Assert.Equal([$"mismatched_summary {Ledger}"], _store.Kinds(_store.Check()));
    }

    [Fact]
    public void Check_LedgerWithoutARunThatIsCounted_IsFoundInEveryTable()
    {
        _store.Summarize();
        Rewrite(SummarySchema.Ledger, Ledger, rows => [.. rows.Skip(1)]);

        Assert.Equal(
            [$"mismatched_summary {Operators}", $"mismatched_summary {Runs}", $"mismatched_summary {Stages}"],
            _store.Kinds(_store.Check()));
    }

    [Fact]
    public void Check_TableWithoutAPeriodOfTheLedger_IsFound()
    {
        _store.Summarize();
        Rewrite(SummarySchema.Runs, Runs, rows => [rows[0]]);

        Assert.Equal([$"mismatched_summary {Runs}"], _store.Kinds(_store.Check()));
    }

    [Fact]
    public void Check_TableWithARowTwiceOrAWrongCount_IsFound()
    {
        _store.Summarize();
        Rewrite(SummarySchema.Stages, Stages, rows => [.. rows, rows[0]]);
        Rewrite(SummarySchema.Operators, Operators, rows => [rows[0] with { completed_count = 9 }, .. rows.Skip(1)]);

        Assert.Equal(
            [$"mismatched_summary {Operators}", $"mismatched_summary {Stages}"],
            _store.Kinds(_store.Check()));
    }

    [Fact]
    public void Check_UpdateThatWasCutOff_IsNoFaultAndADamagedNoteIs()
    {
        _store.Summarize();
        string[] checks = [];
        Write(6);
        _store.Summarize(
            SummaryPeriod.Day,
            static error => throw error,
            Assert.Fail,
            step => checks = [.. checks, .. _store.Kinds(_store.Check()).Where(kind => !kind.Contains("lock"))]);
        Assert.Empty(checks);

        File.WriteAllText(_store.At("summaries/_pending.json"), "{");

        Assert.Equal(["torn_record summaries/_pending.json"], _store.Kinds(_store.Check()));
    }

    /// <summary>All in one layout, else the mixture is found too.</summary>
    private void Write(int runs)
    {
        var start = new DateTime(2026, 1, 30, 21, 0, 0, DateTimeKind.Utc);
        for (int i = 0; i < runs; i++)
        {
            _store.Write(Summarizing.Numbered(i, start.AddHours(2 * i)));
        }
    }

    private void Rewrite<TRow>(DatasetSchema<TRow> schema, string file, Func<List<TRow>, IReadOnlyList<TRow>> change)
        where TRow : class
    {
        List<TRow> rows = ParquetFile.Read(schema, _store.At(file), null, null, static rows => rows, default);
        File.WriteAllBytes(_store.At(file), ParquetFile.Serialize(schema, change(rows)));
    }
}
