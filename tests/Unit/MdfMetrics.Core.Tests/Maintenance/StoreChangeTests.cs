using MdfMetrics.Maintenance;
using MdfMetrics.Storage.Commits;
using MdfMetrics.Storage.Layout;
using MdfMetrics.Tests.Storage;

namespace MdfMetrics.Tests.Maintenance;

/// <summary>A change of a store happens whole or not at all, wherever it is cut off.</summary>
public sealed class StoreChangeTests : IDisposable
{
    private const string Created = "runs/compacted_2026-01_00000001.parquet";

    private readonly TemporaryStore _store = new();

    public StoreChangeTests()
    {
        _store.Put("runs/a.parquet");
        _store.Put("runs/b.parquet");
    }

    public void Dispose() => _store.Dispose();

    [Fact]
    public void Commit_Change_ShowsNewAndPassesOverOldUntilItIsDeleted()
    {
        using StoreMaintenance maintenance = _store.Maintain();
        using StoreChange change = Stage(maintenance);
        change.Remove("run_gone");
        Assert.False(CommittedChanges.Of(_store.Path).IsReplaced(_store.At("runs/a.parquet")));

        change.Commit();

        CommittedChanges view = CommittedChanges.Of(_store.Path);
        Assert.Equal(1, view.Generation);
        Assert.True(view.IsReplaced(_store.At("runs/a.parquet")));
        Assert.False(view.IsReplaced(_store.At("runs/b.parquet")));
        Assert.True(view.IsRemoved("GONE"));
        Assert.Equal("new", File.ReadAllText(_store.At(Created)));
        Assert.True(File.Exists(_store.At("runs/a.parquet")));

        Assert.Equal((1, 0), maintenance.Finish(default));

        Assert.False(File.Exists(_store.At("runs/a.parquet")));
        view = CommittedChanges.Of(_store.Path);
        Assert.Equal(1, view.Generation);
        Assert.False(view.IsRemoved("run_gone"));
    }

    [Fact]
    public void Dispose_NotCommitted_LeavesNothing()
    {
        string[] before = _store.Files();
        using (StoreMaintenance maintenance = _store.Maintain())
        {
            Stage(maintenance).Dispose();
        }

        Assert.Equal(before, _store.Files());
    }

    [Fact]
    public void Finish_SeveralChanges_KeepsOnlyTheNewestRecord()
    {
        using StoreMaintenance maintenance = _store.Maintain();
        for (int i = 0; i < 3; i++)
        {
            using StoreChange change = Stage(maintenance);
            change.Commit();
        }

        maintenance.Finish(default);

        Assert.Equal([3L], MaintenanceLayout.Committed(_store.Path));
    }

    [Fact]
    public void Stage_NotCommitted_NothingLiesBesideTheData()
    {
        using StoreMaintenance maintenance = _store.Maintain();
        using StoreChange change = Stage(maintenance);

        Assert.Equal(
            ["runs/a.parquet", "runs/b.parquet"],
            _store.Files().Where(file => file.StartsWith("runs/", StringComparison.Ordinal)));
        Assert.Single(_store.Files(), file => file.StartsWith("_tmp/.compacted_2026-01_", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("_tmp")]
    [InlineData("runs")]
    public void Begin_ChangeWasNotCommitted_UndoesIt(string folder)
    {
        _store.Put("_maintenance/00000001.pending", $$"""{"version":1,"creates":["{{Created}}"],"replaces":["runs/a.parquet"]}""");
        _store.Put(Created);
        _store.Put($"{folder}/.compacted_2026-01_00000001.parquet.0123456789abcdef0123456789abcdef.tmp");

        _store.Maintain().Dispose();

        Assert.Equal(["runs/a.parquet", "runs/b.parquet"], _store.Files());
    }

    [Fact]
    public void Begin_ChangeWasCommitted_FinishesIt()
    {
        _store.Put("_maintenance/00000001.json", $$"""{"version":1,"creates":["{{Created}}"],"replaces":["runs/a.parquet"]}""");
        _store.Put(Created);

        _store.Maintain().Dispose();

        Assert.Equal(["_maintenance/00000001.json", "runs/b.parquet", Created], _store.Files());
        Assert.False(CommittedChanges.Of(_store.Path).IsReplaced(_store.At("runs/a.parquet")));
    }

    [Fact]
    public void Begin_StoreWithoutItsRecords_TouchesNoCompactedFile()
    {
        _store.Put(Created);

        _store.Maintain().Dispose();

        Assert.Contains(Created, _store.Files());
    }

    [Theory]
    [InlineData("../outside.parquet")]
    [InlineData("runs/\\u0000.parquet")]
    [InlineData("runs/b.parquet/")]
    [InlineData("runs/../../outside.parquet")]
    [InlineData("runs/notes.txt")]
    [InlineData("runs/.hidden.parquet")]
    [InlineData("linked/outside.parquet")]
    public void Begin_RecordNamesWhatIsNoFileOfTheStore_LeavesItAlone(string path)
    {
        using var outside = new TemporaryStore();
        outside.Put("outside.parquet");
        Directory.CreateSymbolicLink(_store.At("linked"), outside.Path);
        string beside = Path.Combine(Path.GetDirectoryName(_store.Path)!, "outside.parquet");
        File.WriteAllText(beside, "x");
        _store.Put("runs/notes.txt");
        _store.Put("runs/.hidden.parquet");
        _store.Put("_maintenance/00000001.json", $$"""{"version":1,"creates":[],"replaces":["{{path}}"]}""");

        _store.Maintain().Dispose();

        Assert.True(File.Exists(beside));
        Assert.True(File.Exists(outside.At("outside.parquet")));
        Assert.True(File.Exists(_store.At("runs/notes.txt")));
        Assert.True(File.Exists(_store.At("runs/.hidden.parquet")));
        File.Delete(beside);
    }

    [Fact]
    public void Begin_DamagedRecord_SaysSoAndChangesNothing()
    {
        _store.Put("_maintenance/00000001.json", "{");

        MetricsException error = Assert.Throws<MetricsException>(() => _store.Maintain());

        Assert.Equal(MetricsError.FileCorrupt, error.Error);
        Assert.Equal(1, CommittedChanges.Of(_store.Path).Generation);
        Assert.False(File.Exists(MaintenanceLayout.Lock(_store.Path)));
    }

    [Fact]
    public void TryBegin_Busy_IsNull()
    {
        using StoreMaintenance maintenance = _store.Maintain();

        Assert.Null(_store.TryMaintain());
        Assert.Equal(
            MetricsError.StoreBusy,
            Assert.Throws<MetricsException>(() => StoreMaintenance.Begin(_store.Path, Maintaining.Impatient(), default)).Error);
    }

    [Fact]
    public void TryBegin_NoStore_SaysSo() => Assert.Equal(
        MetricsError.StoreNotFound,
        Assert.Throws<MetricsException>(
            () => StoreMaintenance.TryBegin(_store.At("none"), Maintaining.Impatient(), default)).Error);

    private StoreChange Stage(StoreMaintenance maintenance)
    {
        StoreChange change = maintenance.BeginChange();
        using (FileStream file = change.Stage(_store.At("runs"), "2026-01"))
        {
            file.Write("new"u8);
        }

        change.Replace(_store.At("runs/a.parquet"));
        return change;
    }
}
