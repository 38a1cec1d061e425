using MdfMetrics.Files;
using MdfMetrics.Maintenance;
using MdfMetrics.Tests.Storage;

namespace MdfMetrics.Tests.Maintenance;

/// <summary>A change that fails half way takes back what it did, and nothing of anyone else's.</summary>
public sealed class FailedChangeTests : IDisposable
{
    private const string Created = "runs/compacted_2026-01_00000001.parquet";
    private const string Intent = "_maintenance/00000001.pending";
    private const string Record = "_maintenance/00000001.json";

    private readonly TemporaryStore _store = new();

    public FailedChangeTests() => _store.Put("runs/a.parquet");

    public void Dispose() => _store.Dispose();

    [Theory]
    [InlineData(nameof(MaintenanceStep.Staged))]
    [InlineData(nameof(MaintenanceStep.Noted))]
    [InlineData(nameof(MaintenanceStep.Published))]
    public void Commit_FailsAtAStep_LeavesTheStoreAsItWas(string step)
    {
        using StoreMaintenance maintenance = Maintain(step, static () => throw new IOException("The disk is gone."));
        string[] before = _store.Files();
        using (StoreChange change = Stage(maintenance))
        {
            Assert.Throws<IOException>(change.Commit);
            Assert.NotEqual(before, _store.Files());
        }

        Assert.Equal(before, _store.Files());
    }

    /// <summary>The number of a change that was taken back is given again, to anyone.</summary>
    [Theory]
    [InlineData(nameof(MaintenanceStep.Staged))]
    [InlineData(nameof(MaintenanceStep.Noted))]
    [InlineData(nameof(MaintenanceStep.Published))]
    public void Dispose_Twice_TakesNothingBackThatOthersMadeSince(string step)
    {
        string[] files = [];
        using StoreMaintenance maintenance = Maintain(step, () =>
        {
            files = _store.Files();
            throw new IOException("The disk is gone.");
        });
        using StoreChange change = Stage(maintenance);
        Assert.Throws<IOException>(change.Commit);
        change.Dispose();
        foreach (string file in files.Except(_store.Files()))
        {
            _store.Put(file, "another's");
        }

        change.Dispose();

        Assert.Equal(files, _store.Files());
    }

    /// <summary>Else the error of taking back would hide what happened.</summary>
    [Fact]
    public void Dispose_FolderOfWhatWasStagedIsGone_SaysNothing()
    {
        using StoreMaintenance maintenance = _store.Maintain();
        StoreChange change = Stage(maintenance);
        Directory.Delete(_store.At("_tmp"), recursive: true);

        change.Dispose();

        Assert.Equal(["_maintenance/lock", "runs/a.parquet"], _store.Files());
    }

    /// <summary>Another machine took this process for dead, and is at work under the same number.</summary>
    [Theory]
    [InlineData(nameof(MaintenanceStep.Staged), Intent)]
    [InlineData(nameof(MaintenanceStep.Noted), Created)]
    [InlineData(nameof(MaintenanceStep.Published), Record)]
    public void Commit_LockWasTakenOver_SaysSoAndLeavesTheOthersFile(string step, string theirs)
    {
        using StoreMaintenance maintenance = Maintain(step, () =>
        {
            _store.Put("_maintenance/lock", "another's");
            _store.Put(theirs, "another's");
        });
        using StoreChange change = Stage(maintenance);

        Assert.Equal(MetricsError.StoreBusy, Assert.Throws<MetricsException>(change.Commit).Error);

        Assert.Equal("another's", File.ReadAllText(_store.At(theirs)));
    }

    [Theory]
    [InlineData(nameof(MaintenanceStep.Noted), Created)]
    [InlineData(nameof(MaintenanceStep.Published), Record)]
    public void Commit_NameIsTaken_FailsAndLeavesTheOthersFile(string step, string theirs)
    {
        using StoreMaintenance maintenance = Maintain(step, () => _store.Put(theirs, "another's"));
        using (StoreChange change = Stage(maintenance))
        {
            Assert.Throws<IOException>(change.Commit);
        }

        Assert.Equal("another's", File.ReadAllText(_store.At(theirs)));
        Assert.Equal(
            ["_maintenance/lock", "runs/a.parquet", theirs],
            _store.Files().OrderBy(file => file == theirs).ThenBy(file => file, StringComparer.Ordinal));
    }

    [UnixFact]
    public void Commit_FileMode_IsThatOfTheNewFiles()
    {
        const UnixFileMode Mode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.OtherRead;
        using StoreMaintenance maintenance = _store.Maintain();
        using StoreChange change = Stage(maintenance, Mode);

        change.Commit();

        Assert.Equal(Mode, StoreFolder.ModeOf(_store.At(Created)));
    }

    private StoreMaintenance Maintain(string step, Action act) => StoreMaintenance.TryBegin(
        _store.Path,
        Maintaining.Impatient(),
        default,
        reached =>
        {
            if (reached.ToString() == step)
            {
                act();
            }
        })!;

    private StoreChange Stage(StoreMaintenance maintenance, UnixFileMode? mode = null)
    {
        StoreChange change = maintenance.BeginChange(mode);
        using (FileStream file = change.Stage(_store.At("runs"), "2026-01"))
        {
            file.Write("new"u8);
        }

        change.Replace(_store.At("runs/a.parquet"));
        return change;
    }
}
