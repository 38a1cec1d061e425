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
        string target = _store.At("runs/run_a.parquet");

        Assert.Equal(TemporaryFile.Of(_store.Path, target), TemporaryFile.Of(_store.Path, target));
        Assert.NotEqual(TemporaryFile.Unique(_store.Path, target), TemporaryFile.Unique(_store.Path, target));
    }

    [Fact]
    public void Of_FileOfAStore_LiesInTheFolderForIt()
    {
        string target = _store.At("runs/date=2026-01-24/run_a.parquet");

        TemporaryFile[] files = [TemporaryFile.Of(_store.Path, target), TemporaryFile.Unique(_store.Path, target)];

        Assert.All(files, file => Assert.Equal(_store.At("_tmp"), Path.GetDirectoryName(file.Path)));
        Assert.All(files, file => Assert.Equal(target, file.Target));
        Assert.Equal(_store.At("runs/date=2026-01-24"), Path.GetDirectoryName(TemporaryFile.Beside(target).Path));
    }

    [UnixFact]
    public void Of_FolderIsALink_LiesOnTheDiskOfItsTarget()
    {
        using var elsewhere = new TemporaryStore();
        Directory.CreateSymbolicLink(_store.At("runs"), elsewhere.Path);
        string target = _store.At("runs/run_a.parquet");

        Assert.Equal(_store.At("runs"), Path.GetDirectoryName(TemporaryFile.Unique(_store.Path, target).Path));

        Directory.Move(_store.At("runs"), _store.At("_tmp"));
        Assert.Equal(_store.At("runs"), Path.GetDirectoryName(TemporaryFile.Unique(_store.Path, target).Path));
    }

    [Fact]
    public void TargetOf_OwnNames_IsTheNameToBe()
    {
        string target = _store.At("run_a.parquet");
        string shared = Path.GetFileName(TemporaryFile.Of(_store.Path, target).Path);
        string unique = Path.GetFileName(TemporaryFile.Unique(_store.Path, target).Path);

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
        var file = TemporaryFile.Beside(_store.At("a.json"));
        File.WriteAllText(file.Target, "old");
        File.WriteAllText(file.Path, "new");

        Assert.Throws<IOException>(() => file.Publish(overwrite: false));
        Assert.Equal("old", File.ReadAllText(file.Target));

        file.Publish(overwrite: true);
        Assert.Equal(["a.json"], _store.Files());
        Assert.Equal("new", File.ReadAllText(file.Target));
    }
}
