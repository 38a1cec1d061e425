using System.Runtime.Versioning;
using MdfMetrics.Storage.Writing;
using MdfMetrics.Tests.Integrity;
using MdfMetrics.Tests.Maintenance;
using MdfMetrics.Tests.Maintenance.Removal;

namespace MdfMetrics.Tests.Storage;

/// <summary>Files without rows are found by engines, and are nothing to the module itself.</summary>
public sealed class SchemaFilesTests : IDisposable
{
    private readonly TemporaryStore _store = new();

    public void Dispose() => _store.Dispose();

    [Fact]
    public void Write_AStoreWithoutFiles_GivesEachDatasetOne()
    {
        Write();

        Assert.Equal(
            ["histograms", "operators", "runs", "stages"],
            _store.Files().Select(file => file.Split("/_schema.parquet")[0]));
        Assert.Empty(_store.Runs());
        Assert.Empty(_store.Check());
    }

    [Theory]
    [InlineData(PartitionBy.None, "histograms/_schema.parquet")]
    [InlineData(PartitionBy.Date, "2026-01-24/histograms/_schema.parquet")]
    [InlineData(PartitionBy.Hive, "histograms/date=2026-01-24/_schema.parquet")]
    public void Write_AMissingDataset_LiesWhereItsFilesWould(PartitionBy layout, string expected)
    {
        WriteRun("a", layout);

        Write();

        Assert.Equal([expected], Schemas());
        Assert.Empty(SchemaFiles.Of(_store.Path).Missing);
        Assert.Equal(0L, new Dashboards.ExportedDashboard(_store.Path) is { Figures.Runs: 1 } dashboard
            ? Count(dashboard)
            : -1L);
    }

    [Fact]
    public void Write_AStoreOfTwoLayouts_GivesEachDatasetOneInBoth()
    {
        WriteRun("a", PartitionBy.None);
        WriteRun("b", PartitionBy.Date);

        Assert.Equal([PartitionBy.None, PartitionBy.Date], SchemaFiles.Of(_store.Path).Layouts);
        Write();

        Assert.Equal(["2026-01-24/histograms/_schema.parquet", "histograms/_schema.parquet"], Schemas());
    }

    [Theory]
    [InlineData(PartitionBy.None)]
    [InlineData(PartitionBy.Date)]
    [InlineData(PartitionBy.Hive)]
    public void Maintenance_OfAStoreWithThem_LeavesThemAlone(PartitionBy layout)
    {
        WriteRun("a", layout);
        WriteRun("b", layout);
        Write();
        string[] schemas = Schemas();
        string shown = _store.Shown();

        Assert.Empty(_store.Check());
        _store.Compact();
        Assert.Equal(schemas, Schemas());
        Assert.Equal(shown, _store.Shown());
        Assert.Empty(_store.Check());
        _store.Remove(["a", "b"]);

        Assert.Empty(_store.Runs());
        Assert.Equal(schemas, Schemas());
        Assert.Empty(_store.Check());
    }

    /// <summary>docs/engines.md reads a store that has them as before, of a dataset without rows too.</summary>
    [Theory]
    [InlineData(PartitionBy.None)]
    [InlineData(PartitionBy.Date)]
    [InlineData(PartitionBy.Hive)]
    public void EnginesPage_OfAStoreWithThem_FindsEachDataset(PartitionBy layout)
    {
        WriteRun("a", layout);
        Write();

        using DuckDb database = _store.OpenViews([layout]);

        Assert.Equal(
            [1L, 2L, 8L, 0L],
            EnginesPage.Datasets.Select(dataset => (long)database.Single($"SELECT COUNT(*) FROM {dataset}")!));
        Assert.Empty(database.Query("SELECT run_id, UNNEST(bucket_index) FROM histograms"));
    }

    [UnixFact]
    [UnsupportedOSPlatform("windows")]
    public void Write_AStoreOfAnotherMode_CanBeReadByWhoMayListIt()
    {
        File.SetUnixFileMode(_store.Path, (UnixFileMode)0b111_101_101);

        Write();

        Assert.All(_store.Files(), file => Assert.Equal(
            (UnixFileMode)0b110_100_100,
            File.GetUnixFileMode(_store.At(file))));
    }

    private static long Count(Dashboards.ExportedDashboard dashboard)
    {
        using DuckDb database = new();
        return (long)(database.Single(dashboard.Select("mdf_latency", "", ["calls"])) ?? 0L);
    }

    private void Write() => SchemaFiles.Of(_store.Path).Write();

    private string[] Schemas() =>
        [.. _store.Files().Where(file => file.EndsWith("_schema.parquet", StringComparison.Ordinal))];

    private void WriteRun(string id, PartitionBy layout) =>
        _store.Write(Sample.Create(id), new WriterOptions { PartitionBy = layout, CollectHistograms = false });
}
