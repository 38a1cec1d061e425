using MdfMetrics.Journal.Manifest;
using MdfMetrics.Storage.Layout;
using MdfMetrics.Tests.Storage;

namespace MdfMetrics.Tests.Journal;

/// <summary>What is told of the folder of a run's journals, and what goes and stays when it is removed.</summary>
public sealed class JournalDirectoryTests : IDisposable
{
    private readonly TemporaryStore _store = new();

    public void Dispose() => _store.Dispose();

    private string Folder => JournalLayout.Folder(_store.Path, "r");

    [Fact]
    public void Exists_FolderAlone_IsOne()
    {
        Assert.False(JournalDirectory.Exists(Folder));
        Put("run.json");
        Assert.True(JournalDirectory.Exists(Folder));
        Assert.False(JournalDirectory.Exists(Path.Combine(Folder, "run.json")));
        Directory.CreateSymbolicLink(_store.At("link"), Folder);
        Assert.False(JournalDirectory.Exists(_store.At("link")));
    }

    [Theory]
    [InlineData("run.json", true)]
    [InlineData("gathered.json", true)]
    [InlineData("host-1.ndjson", true)]
    [InlineData("host-1.progress.json", true)]
    [InlineData(".run.json.tmp", true)]
    [InlineData(".gathered.json.tmp", true)]
    [InlineData(".host-1.progress.json.tmp", true)]
    [InlineData("notes.txt", false)]
    [InlineData("run.json.bak", false)]
    [InlineData("host-1.ndjson.gz", false)]
    [InlineData("host-1.json", false)]
    [InlineData(".notes.txt.tmp", false)]
    public void HasOnlyOurs_OneFileMore_TellsWhetherItIsAJournals(string name, bool expected)
    {
        Put("run.json", "a.ndjson", name);

        Assert.Equal(expected, JournalDirectory.HasOnlyOurs(Folder));
    }

    [Fact]
    public void HasOnlyOurs_FolderNamedAsAJournal_IsNone()
    {
        Put("run.json");
        Directory.CreateDirectory(Path.Combine(Folder, "a.ndjson"));

        Assert.False(JournalDirectory.HasOnlyOurs(Folder));
    }

    [Theory]
    [InlineData("a.ndjson", "", false)]
    [InlineData("a.ndjson", "x", true)]
    [InlineData("run.json", "x", true)]
    [InlineData("notes.txt", "x", false)]
    public void HasContent_OneFile_TellsWhetherAJournalHasBytes(string name, string text, bool expected)
    {
        Put("b.ndjson");
        Append(name, text);

        Assert.Equal(expected, JournalDirectory.HasContent(Folder));
    }

    [Theory]
    [InlineData("run.json", true, false)]
    [InlineData("a.ndjson", false, true)]
    [InlineData("a.progress.json", false, true)]
    [InlineData("new.ndjson", false, true)]
    [InlineData("gathered.json", false, true)]
    [InlineData("notes.txt", false, false)]
    public void StateOf_FileGrows_ChangesWithTheManifestAndTheJournals(string name, bool manifest, bool journals)
    {
        Put("run.json", "a.ndjson", "a.progress.json", "b.ndjson", "notes.txt");
        var before = JournalDirectory.StateOf(Folder);
        Assert.Equal(before, JournalDirectory.StateOf(Folder));

        Append(name, "more");

        var after = JournalDirectory.StateOf(Folder);
        Assert.Equal((manifest, journals), (after.Manifest != before.Manifest, after.Journals != before.Journals));
    }

    [Fact]
    public void StateOf_FolderGoes_IsAnother()
    {
        Put("a.ndjson");
        var before = JournalDirectory.StateOf(Folder);
        Directory.Delete(Folder, recursive: true);

        Assert.NotEqual(before.Journals, JournalDirectory.StateOf(Folder).Journals);
        Assert.Equal(JournalDirectory.StateOf(Folder), JournalDirectory.StateOf(_store.At("never")));
    }

    [Fact]
    public void Delete_SomeAreDone_TheOthersStayWithAllThatTellsOfThem()
    {
        Put(
            "run.json", "gathered.json", "done.ndjson", "done.progress.json", "done-2.ndjson", "w.ndjson",
            "w.progress.json");

        JournalDirectory.Delete(Folder, static name => name == "done");

        Assert.Equal(
            ["done-2.ndjson", "gathered.json", "run.json", "w.ndjson", "w.progress.json"],
            Directory.GetFiles(Folder).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Delete_AllAreDone_TheFolderGoesWithWhatIsLeftOfThem()
    {
        Put("run.json", "gathered.json", "a.ndjson", "b.progress.json", ".a.progress.json.tmp");

        JournalDirectory.Delete(Folder, static name => name == "a");

        Assert.False(Directory.Exists(Folder));
    }

    [Fact]
    public void Delete_NothingThere_IsDone()
    {
        JournalDirectory.Delete(Folder, static _ => true);

        Assert.False(Directory.Exists(Folder));
    }

    [Fact]
    public void Delete_Link_IsRefusedAndWhatItLeadsToStays()
    {
        Put("a.ndjson", "run.json");
        string link = _store.At("link");
        Directory.CreateSymbolicLink(link, Folder);

        Assert.Contains(
            $"'{link}' is a link",
            Assert.Throws<IOException>(() => JournalDirectory.Delete(link)).Message,
            StringComparison.Ordinal);
        Assert.Equal(2, Directory.GetFiles(Folder).Length);
    }

    /// <summary>The manifest goes last: whoever sees it gone may take the id.</summary>
    [Fact]
    public void Delete_FolderOfSomeoneInIt_IsToldAndStays()
    {
        Put("a.ndjson", "run.json");
        Directory.CreateDirectory(Path.Combine(Folder, "theirs"));

        Assert.Throws<IOException>(() => JournalDirectory.Delete(Folder));
        Assert.True(Directory.Exists(Path.Combine(Folder, "theirs")));
    }

    [Fact]
    public void Release_JournalOfAnother_Stays()
    {
        Put("run.json", "late.ndjson");

        JournalDirectory.Release(Folder);

        Assert.Equal(["late.ndjson"], Directory.GetFiles(Folder).Select(Path.GetFileName));
    }

    [Fact]
    public void Release_ManifestAlone_NothingStays()
    {
        Put("run.json");

        JournalDirectory.Release(Folder);
        JournalDirectory.Release(Folder);

        Assert.False(Directory.Exists(Folder));
    }

    private void Append(string name, string text)
    {
        Directory.CreateDirectory(Folder);
        File.AppendAllText(Path.Combine(Folder, name), text);
    }

    private void Put(params string[] names)
    {
        foreach (string name in names)
        {
            Append(name, string.Empty);
        }
    }
}
