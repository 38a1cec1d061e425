using System.Runtime.Versioning;
using MdfMetrics.Configuration;
using MdfMetrics.Journal.Manifest;
using MdfMetrics.Storage.Layout;
using MdfMetrics.Tests.Maintenance;
using MdfMetrics.Tests.Storage;

namespace MdfMetrics.Tests.Files;

/// <summary>Every folder that is made has the mode asked for, or that of the store, whatever the umask is.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class FolderModeTests : IDisposable
{
    private const UnixFileMode OwnerAlone =
        UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    private readonly TemporaryStore _store = new();

    public void Dispose() => _store.Dispose();

    [Fact]
    public void Start_StoreThatIsMissing_GivesTheModeToAllOfIt()
    {
        string store = _store.At("new");
        string folder = JournalLayout.Folder(store, "r1");

        RunManifestFile.Take(
            folder,
            Sample.Create("r1").Run,
            new MetricsOptions { FileMode = UnixFileMode.UserRead | UnixFileMode.UserWrite });

        Assert.Equal(OwnerAlone, File.GetUnixFileMode(store));
        NotEmpty.All(Directory.GetDirectories(store, "*", SearchOption.AllDirectories), made =>
            Assert.Equal(OwnerAlone, File.GetUnixFileMode(made)));
    }

    [Fact]
    public void Maintenance_StoreOfOneAccount_MakesFoldersForItAlone()
    {
        _store.Write(Sample.Create("r1"));
        File.SetUnixFileMode(_store.Path, OwnerAlone);

        _store.Compact();

        Assert.Equal(OwnerAlone, File.GetUnixFileMode(_store.At("_maintenance")));
    }
}
