using System.Runtime.Versioning;
using MdfMetrics.Processes;
using MdfMetrics.Tests.Files;
using MdfMetrics.Tests.Journal;
using MdfMetrics.Tests.Storage;

namespace MdfMetrics.Tests.Integrity;

public sealed class JournalCheckTests : IDisposable
{
    private readonly TemporaryStore _store = new();

    public void Dispose() => _store.Dispose();

    [Fact]
    public void Check_ProcessIsDead_IsStaleAndSaysWhatToDo()
    {
        Journal(JournalText.Start("own", JournalText.DeadProcess));

        StoreFinding finding = Assert.Single(_store.Check(TimeProvider.System));

        Assert.Equal(
            (FindingKind.StaleJournal, "own", FindingRepair.None),
            (finding.kind, finding.run_id, finding.repair));
        Assert.Contains("Restore-MdfRun", finding.message, StringComparison.Ordinal);
        Assert.Equal(_store.At("_journal/run_own"), finding.path);
    }

    [UnixFact]
    [UnsupportedOSPlatform("windows")]
    public void Check_FolderOfAnotherAccount_IsDamagedAndLeftAlone()
    {
        Journal(JournalText.Start("own", JournalText.DeadProcess));
        string folder = _store.At("_journal/run_own");
        File.SetUnixFileMode(_store.Path, (UnixFileMode)0b111_101_101);
        File.SetUnixFileMode(folder, UnixFileMode.None);
        IReadOnlyList<StoreFinding> findings;
        using (new NoRights())
        {
            findings = _store.Check(TimeProvider.System);
        }

        File.SetUnixFileMode(folder, (UnixFileMode)0b111_101_101);
        StoreFinding finding = Assert.Single(findings);
        Assert.Equal(
            (FindingKind.DamagedJournal, folder, FindingRepair.None),
            (finding.kind, finding.path, finding.repair));
        Assert.Contains("can't be read", finding.message, StringComparison.Ordinal);
    }

    [Fact]
    public void Check_ProcessLives_FindsNothing()
    {
        Journal(JournalText.Start("own", ProcessIdentity.Current));

        Assert.Empty(_store.Check());
    }

    [Fact]
    public void Check_AnotherMachine_IsStaleOnlyAfterSilence()
    {
        Journal(JournalText.Start("own", JournalText.DeadProcess with { Host = "far-away" }));

        Assert.Empty(_store.Check(TimeProvider.System));
        Assert.Equal(FindingKind.StaleJournal, Assert.Single(_store.Check()).kind);
    }

    [Fact]
    public void Check_StoppedByALiveProcess_IsStaleOnlyAfterSilence()
    {
        Journal(JournalText.Start("own", ProcessIdentity.Current), JournalText.Stop);

        Assert.Empty(_store.Check(TimeProvider.System));
        Assert.Equal(FindingKind.StaleJournal, Assert.Single(_store.Check()).kind);
    }

    [Theory]
    [InlineData("""{"version":1,"entries":{"e1":3}}""", true)]
    [InlineData("""{"version":1,"entries":{"e1":2}}""", false)]
    [InlineData("""{"version":1,"entries":{}}""", false)]
    [InlineData("""{"version":1,"entries":[]}""", false)]
    [InlineData("garbage", false)]
    [InlineData(null, false)]
    public void Repair_RunIsWritten_JournalGoesOnlyWhenItHasNothingMore(string? gathered, bool goes)
    {
        _store.Write(Sample.Create("own"));
        Journal(
            JournalText.Start("own", JournalText.DeadProcess),
            JournalText.Operator("s", "o", 1, "e1", 3));
        if (gathered is not null)
        {
            _store.Put("_journal/run_own/gathered.json", System.Text.Encoding.UTF8.GetBytes(gathered));
        }

        Assert.Equal(
            goes ? FindingKind.LeftoverJournal : FindingKind.StaleJournal,
            Assert.Single(_store.Check()).kind);
        _store.Repair();

        Assert.Equal(!goes, Directory.Exists(_store.At("_journal/run_own")));
    }

    [Fact]
    public void Check_ManifestOfADeadProcess_IsStale()
    {
        _store.Put("_journal/run_own/run.json", JournalText.Manifest("own", JournalText.DeadProcess));

        Assert.Equal(FindingKind.StaleJournal, Assert.Single(_store.Check(TimeProvider.System)).kind);
    }

    [Fact]
    public void Repair_ManifestThatSaysNothing_FreesTheId()
    {
        _store.Put("_journal/run_own/run.json");

        Assert.Empty(_store.Check(TimeProvider.System));
        Assert.Equal(FindingKind.LeftoverJournal, Assert.Single(_store.Check()).kind);
        _store.Repair();

        Assert.False(Directory.Exists(_store.At("_journal/run_own")));
    }

    [Fact]
    public void Check_LateRowsOfAWrittenRun_AreForRestore()
    {
        _store.Write(Sample.Create("own"));
        Journal(JournalText.Operator("s", "o", 1));

        Assert.Equal(FindingKind.StaleJournal, Assert.Single(_store.Check()).kind);
    }

    [Fact]
    public void Check_ManifestOfALiveProcess_FindsNothing()
    {
        _store.Put("_journal/run_own/run.json", JournalText.Manifest("own", ProcessIdentity.Current));

        Assert.Empty(_store.Check());
    }

    [Fact]
    public void Repair_FilesOfSomeoneElseInALeftJournal_Stay()
    {
        _store.Put("_journal/run_own/run.json");
        _store.Put("_journal/run_own/thesis.docx", "data"u8);

        Assert.Equal(FindingRepair.None, Assert.Single(_store.Check()).repair);
        _store.Repair();

        Assert.True(File.Exists(_store.At("_journal/run_own/thesis.docx")));
    }

    [Fact]
    public void Repair_NothingReadable_IsQuarantinedAsAWhole()
    {
        Journal("garbage");

        Assert.Equal(["torn_journal _journal/run_own"], _store.Kinds(_store.Check()));
        _store.Repair();

        Assert.Equal(["_quarantine/_journal/run_own.bad/host-1.ndjson"], _store.Files());
        Assert.Empty(_store.Check());
    }

    private void Journal(params string[] lines) =>
        _store.Put("_journal/run_own/host-1.ndjson", JournalText.Bytes(lines));
}
