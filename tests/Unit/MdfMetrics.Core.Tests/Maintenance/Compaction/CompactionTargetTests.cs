using MdfMetrics.Maintenance.Compaction;
using MdfMetrics.ParquetFiles;
using MdfMetrics.Storage.Layout;

namespace MdfMetrics.Tests.Maintenance.Compaction;

/// <summary>Into which file a run belongs: by its start, its layout, and what is asked for.</summary>
public sealed class CompactionTargetTests
{
    private const string Loose = "runs/run_a.parquet";
    private const string OfDate = "2026-01-30/runs/run_a.parquet";
    private const string OfHive = "runs/date=2026-01-30/run_a.parquet";

    private static readonly string s_store = Path.GetFullPath("store");

    [Theory]
    [InlineData(Loose, null, null, PartitionBy.None, "2026-01")]
    [InlineData(Loose, CompactionPeriod.Month, null, PartitionBy.None, "2026-01")]
    [InlineData(Loose, CompactionPeriod.Day, null, PartitionBy.None, "2026-01-30")]
    [InlineData(Loose, null, PartitionBy.Hive, PartitionBy.Hive, "2026-01-30")]
    [InlineData(OfDate, null, null, PartitionBy.Date, "2026-01-30")]
    [InlineData(OfHive, CompactionPeriod.Day, null, PartitionBy.Hive, "2026-01-30")]
    [InlineData(OfHive, null, PartitionBy.None, PartitionBy.None, "2026-01")]
    [InlineData(OfHive, CompactionPeriod.Day, PartitionBy.Date, PartitionBy.Date, "2026-01-30")]
    public void Of_Run_IsItsPeriodInItsLayout(
        string file, CompactionPeriod? period, PartitionBy? asked, PartitionBy layout, string expected) =>
        Assert.Equal(
            new CompactionTarget(layout, expected),
            CompactionTarget.Of(s_store, Run(file, new DateTime(2026, 1, 30, 23, 59, 59)), Options(period, asked)));

    [Theory]
    [InlineData(Loose, null, "undated")]
    [InlineData(Loose, CompactionPeriod.Day, "undated")]
    [InlineData(OfHive, null, "2026-01-30")]
    [InlineData(OfDate, CompactionPeriod.Day, "2026-01-30")]
    public void Of_RunWithoutAStart_IsOfItsFoldersDayOrOfNone(string file, CompactionPeriod? period, string expected) =>
        Assert.Equal(expected, CompactionTarget.Of(s_store, Run(file, null), Options(period)).Period);

    [Theory]
    [InlineData(Loose, null, true)]
    [InlineData(Loose, PartitionBy.None, true)]
    [InlineData(Loose, PartitionBy.Hive, false)]
    [InlineData(OfHive, null, true)]
    [InlineData(OfHive, PartitionBy.Hive, true)]
    [InlineData(OfHive, PartitionBy.Date, false)]
    [InlineData(OfHive, PartitionBy.None, true)]
    public void Exists_RunWithoutAStart_OnlyWhereNoDayIsNeeded(string file, PartitionBy? asked, bool expected)
    {
        Assert.Equal(expected, CompactionTarget.Exists(s_store, Run(file, null), Options(null, asked)));
        Assert.True(CompactionTarget.Exists(s_store, Run(file, DateTime.UnixEpoch), Options(null, asked)));
    }

    [Theory]
    [InlineData("runs/compacted_2026-01_00000007.parquet", true)]
    [InlineData("runs/compacted_2026-01-30_00000007.parquet", false)]
    [InlineData("runs/compacted_2026-02_00000007.parquet", false)]
    [InlineData("stages/compacted_2026-01_00000007.parquet", false)]
    [InlineData("runs/date=2026-01-30/compacted_2026-01_00000007.parquet", false)]
    [InlineData(Loose, false)]
    public void IsNamed_File_ByFolderAndPeriod(string file, bool expected) => Assert.Equal(
        expected,
        new CompactionTarget(PartitionBy.None, "2026-01").IsNamed(s_store, "runs", At(file)));

    [Theory]
    [InlineData(CompactionPeriod.Month, PartitionBy.Hive, Loose, "-PartitionBy Hive")]
    [InlineData(CompactionPeriod.Month, PartitionBy.Date, Loose, "-PartitionBy Date")]
    [InlineData(CompactionPeriod.Month, null, OfHive, "date=2026-01-30'")]
    [InlineData(CompactionPeriod.Month, null, OfDate, "runs'")]
    [InlineData(CompactionPeriod.Month, null, Loose, null)]
    [InlineData(CompactionPeriod.Month, PartitionBy.None, OfHive, null)]
    [InlineData(CompactionPeriod.Day, null, OfHive, null)]
    [InlineData(null, PartitionBy.Hive, Loose, null)]
    [InlineData(null, null, OfDate, null)]
    public void Require_MonthsInFoldersOfDays_AreRefused(
        CompactionPeriod? period, PartitionBy? asked, string file, string? folder)
    {
        Exception? thrown = Record.Exception(
            () => CompactionTarget.Require(s_store, [At("runs/run_other.parquet"), At(file)], Options(period, asked)));
        if (folder is null)
        {
            Assert.Null(thrown);
            return;
        }

        MetricsException error = Assert.IsType<MetricsException>(thrown);
        Assert.Equal((MetricsError.PeriodNotPossible, s_store), (error.Error, error.Target));
        Assert.Contains(folder, error.Message, StringComparison.Ordinal);
        Assert.Contains("Leave out -Period, or give Day", error.Message, StringComparison.Ordinal);
    }

    private static CompactionOptions Options(CompactionPeriod? period, PartitionBy? asked = null) =>
        new() { BeforeUtc = DateTime.MaxValue, Period = period, PartitionBy = asked };

    private static RunEntry Run(string file, DateTime? start) => new("a", start, At(file));

    private static DatasetFile At(string file) => new(
        Path.GetFullPath(Path.Combine(s_store, file)),
        Key: null,
        TimeRange.Any);
}
