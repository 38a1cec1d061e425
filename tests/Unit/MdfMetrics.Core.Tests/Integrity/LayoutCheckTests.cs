using MdfMetrics.Tests.Maintenance;
using MdfMetrics.Tests.Storage;

namespace MdfMetrics.Tests.Integrity;

/// <summary>Some engines read a part of a store that was written in several layouts, and say nothing.</summary>
public sealed class LayoutCheckTests : IDisposable
{
    private readonly TemporaryStore _store = new();

    public void Dispose() => _store.Dispose();

    [Theory]
    [InlineData(PartitionBy.None)]
    [InlineData(PartitionBy.Date)]
    [InlineData(PartitionBy.Hive)]
    public void Check_OneLayout_FindsNothing(PartitionBy layout)
    {
        _store.Write(Sample.Create("a"), layout);
        _store.Write(Sample.Create("b", Sample.Start.AddDays(1)), layout);
        _store.Compact();
        _store.Write(Sample.Create("c"), layout);

        Assert.Empty(_store.Check());
    }

    [Fact]
    public void Check_SeveralLayouts_IsOneFindingThatNamesTheRemedy()
    {
        _store.Write(Sample.Create("a"));
        _store.Write(Sample.Create("b"), PartitionBy.Hive);
        _store.Write(Sample.Create("c"), PartitionBy.Hive);
        string[] files = _store.Files();

        StoreFinding finding = Assert.Single(_store.Check());

        Assert.Equal(
            (FindingKind.MixedLayouts, _store.Path, FindingRepair.None),
            (finding.kind, finding.path, finding.repair));
        Assert.Contains("none: 4 files, hive: 8 files", finding.message, StringComparison.Ordinal);
        Assert.Contains("Optimize-MdfMetrics -PartitionBy", finding.message, StringComparison.Ordinal);
        Assert.Empty(_store.Repair());
        Assert.Equal(files, _store.Files());
    }

    [Fact]
    public void Check_FilesThatAreReplaced_DoNotCount()
    {
        _store.Write(Sample.Create("a"));
        RunMetrics moved = _store.Write(Sample.Create("b"), PartitionBy.Hive);
        string[] replaced = [.. _store.Files().Where(file => file.Contains("date=", StringComparison.Ordinal))];
        string list = string.Join(",", replaced.Select(file => $"\"{file}\""));

        _store.Put("_maintenance/00000001.json", $$"""{"version":1,"creates":[],"replaces":[{{list}}]}""");

        Assert.True(File.Exists(moved.path));
        Assert.DoesNotContain(_store.Check(), finding => finding.kind == FindingKind.MixedLayouts);
    }
}
