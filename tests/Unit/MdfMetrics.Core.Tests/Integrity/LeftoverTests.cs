using MdfMetrics.Storage.Writing;
using MdfMetrics.Tests.Storage;

namespace MdfMetrics.Tests.Integrity;

/// <summary>What writers leave that die, and what they are still at work on.</summary>
public sealed class LeftoverTests : IDisposable
{
    private const string Temporary = ".stages_own.parquet.0123456789abcdef0123456789abcdef.tmp";

    private readonly TemporaryStore _store = new();

    public void Dispose() => _store.Dispose();

    [Theory]
    [InlineData("_tmp/" + Temporary)]
    [InlineData("stages/" + Temporary)]
    [InlineData("2026-01-24/stages/" + Temporary)]
    [InlineData("stages/date=2026-01-24/" + Temporary)]
    [InlineData(".run_own.claim")]
    [InlineData("_journal/run_own/.host-1.progress.json.tmp")]
    public void Repair_OldLeftover_IsRemoved(string file)
    {
        string path = _store.Put(file, "half"u8);

        Assert.Contains(
            _store.Check(),
            finding => finding.path == path && finding is
            {
                kind: FindingKind.LeftoverFile,
                repair: FindingRepair.Remove,
            });
        _store.Repair();

        Assert.False(File.Exists(path));
        Assert.Empty(_store.Check());
    }

    [Theory]
    [InlineData("_tmp/" + Temporary)]
    [InlineData("stages/" + Temporary)]
    [InlineData(".run_own.claim")]
    public void Check_YoungLeftover_IsLeftAlone(string file)
    {
        _store.Put(file, "half"u8);

        Assert.Empty(_store.Check(TimeProvider.System));
    }

    [Fact]
    public void Check_LockIsHeld_ItAndTheRunsFilesAreLeftAlone()
    {
        _store.Put("_tmp/" + Temporary, "half"u8);
        using (RunWriteLock.Take(_store.Path, "run_OWN"))
        {
            Assert.Empty(_store.Check());
        }

        Assert.Single(_store.Check());
    }

    [Theory]
    [InlineData("stages/.hidden.parquet")]
    [InlineData("stages/.stages_own.parquet.tmp")]
    [InlineData("stages/notes.tmp")]
    [InlineData("_tmp/notes.tmp")]
    [InlineData("elsewhere/" + Temporary)]
    [InlineData(".something.claim")]
    public void Check_FileOfSomeoneElse_IsLeftAlone(string file)
    {
        _store.Put(file, "theirs"u8);

        Assert.Empty(_store.Check());
    }
}
