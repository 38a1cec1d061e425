using MdfMetrics.Files;
using MdfMetrics.Storage.Layout;
using MdfMetrics.Tests.Storage;

namespace MdfMetrics.Tests.Files;

/// <summary>What a writer has not finished is nobody's data, and is known for what it was to become.</summary>
public sealed class TemporaryFileTests : IDisposable
{
    private readonly TemporaryStore _store = new();

    public void Dispose() => _store.Dispose();

    [Fact]
    public void Of_SameTarget_IsFoundAgain()
    {
        string target = _store.At("run_a.parquet");

        Assert.Equal(TemporaryFile.Of(target), TemporaryFile.Of(target));
        Assert.NotEqual(TemporaryFile.Unique(target), TemporaryFile.Unique(target));
    }

    [Fact]
    public void TargetOf_OwnNames_IsTheNameToBe()
    {
        string target = _store.At("run_a.parquet");
        string shared = Path.GetFileName(TemporaryFile.Of(target).Path);
        string unique = Path.GetFileName(TemporaryFile.Unique(target).Path);

        Assert.Equal("run_a.parquet", TemporaryFile.TargetOf(shared));
        Assert.Equal("run_a.parquet", TemporaryFile.TargetOfUnique(unique));
        Assert.Null(TemporaryFile.TargetOfUnique(shared));
        Assert.All([shared, unique], name => Assert.False(StoreLayout.IsData(name)));
    }

    [Theory]
    [InlineData("run_a.parquet")]
    [InlineData("run_a.parquet.tmp")]
    [InlineData(".run_a.parquet")]
    [InlineData(".tmp")]
    [InlineData("..tmp")]
    [InlineData(".")]
    public void TargetOf_NameOfSomeoneElse_IsNull(string name)
    {
        Assert.Null(TemporaryFile.TargetOf(name));
        Assert.Null(TemporaryFile.TargetOfUnique(name));
    }

    [Fact]
    public void Publish_FileIsThere_IsReplacedOnlyWhereItMayBe()
    {
        var file = TemporaryFile.Of(_store.At("a.json"));
        File.WriteAllText(file.Target, "old");
        File.WriteAllText(file.Path, "new");

        Assert.Throws<IOException>(() => file.Publish(overwrite: false));
        Assert.Equal("old", File.ReadAllText(file.Target));

        file.Publish(overwrite: true);
        Assert.Equal(["a.json"], _store.Files());
        Assert.Equal("new", File.ReadAllText(file.Target));
    }
}
