using System.Collections;
using System.Runtime.Versioning;
using MdfMetrics.Journal.Replay;
using MdfMetrics.Maintenance;
using MdfMetrics.Summaries;
using MdfMetrics.Summaries.Periods;
using MdfMetrics.Summaries.Tables;
using MdfMetrics.Tests.Journal;
using MdfMetrics.Tests.Maintenance;
using MdfMetrics.Tests.Storage;

namespace MdfMetrics.Tests.Files;

/// <summary>
/// What lies beside the data can be read by whoever may list its folder, though the umask keeps new files from them.
/// Alone, since the umask is the whole process's.
/// </summary>
[CollectionDefinition(nameof(SharedFileTests), DisableParallelization = true)]
[Collection(nameof(SharedFileTests))]
[UnsupportedOSPlatform("windows")]
public sealed class SharedFileTests : IDisposable
{
    private const UnixFileMode ForAll = (UnixFileMode)0b110_100_100;

    private readonly TemporaryStore _store = new();
    private readonly Umask _umask = new((UnixFileMode)0b000_111_111);

    public SharedFileTests() => File.SetUnixFileMode(_store.Path, (UnixFileMode)0b111_101_101);

    public void Dispose()
    {
        _umask.Dispose();
        _store.Dispose();
    }

    [UnixFact]
    public void Compact_StoreThatAllMayList_LeavesARecordThatAllMayRead()
    {
        for (int i = 0; i < 2; i++)
        {
            _store.Write(Sample.Create($"r{i}"), new WriterOptions { FileMode = ForAll });
        }

        _store.Compact();

        Assert.Contains("_maintenance/00000001.json", _store.Files());
        AllMayRead(_store.Files());
    }

    [UnixFact]
    public void Commit_StoreThatAllMayList_LockAndRecordCanBeReadByAll()
    {
        _store.Put("runs/a.parquet");
        using StoreMaintenance maintenance = _store.Maintain();
        using StoreChange change = maintenance.BeginChange();
        change.Replace(_store.At("runs/a.parquet"));

        change.Commit();

        AllMayRead(["_maintenance/lock", "_maintenance/00000001.json"]);
    }

    [UnixFact]
    public void Commit_StoreOfOneAccount_RecordIsForItAlone()
    {
        File.SetUnixFileMode(_store.Path, (UnixFileMode)0b111_000_000);
        _store.Put("runs/a.parquet");
        using StoreMaintenance maintenance = _store.Maintain();
        using StoreChange change = maintenance.BeginChange();
        change.Replace(_store.At("runs/a.parquet"));

        change.Commit();

        Assert.Equal((UnixFileMode)0b110_000_000, File.GetUnixFileMode(_store.At("_maintenance/00000001.json")));
    }

    [UnixFact]
    public void ChangeZone_StoreWithoutRuns_AllMayReadTheZone()
    {
        var updater = new SummaryUpdater(_store.Path, TimeProvider.System);

        updater.ChangeZone(ZoneNames.TryFind("America/New_York")!, force: false, static error => throw error, Assert.Fail);

        AllMayRead(["summaries/_zone.json"]);
    }

    [UnixFact]
    public void Write_NoteOfAnUnfinishedSummary_AllMayReadIt()
    {
        Directory.CreateDirectory(_store.At("summaries"));
        File.SetUnixFileMode(_store.At("summaries"), (UnixFileMode)0b111_101_101);

        new SummaryNote([], []).Write(_store.Path);

        AllMayRead(["summaries/_pending.json"]);
    }

    [UnixFact]
    public void Record_RunWithAFileMode_AllMayReadItsJournal()
    {
        using var recording = new Recording(options: new Hashtable { ["file_mode"] = "0644" }, store: _store.Path);
        recording.WithWork();
        AllMayRead(Journal(3));

        recording.Run.Gather(TimeSpan.Zero, static _ => { }, static error => throw error);
        GatheredEntries.Write(recording.Folder, []);

        AllMayRead(Journal(4));

        // The manifest, lines, progress; then the note of what is gathered.
        string[] Journal(int count)
        {
            string[] files = [.. _store.Files().Where(file => file.StartsWith("_journal/", StringComparison.Ordinal))];
            Assert.Equal(count, files.Length);
            return files;
        }
    }

    private void AllMayRead(string[] files) =>
        NotEmpty.All(files, file => Assert.Equal((file, ForAll), (file, File.GetUnixFileMode(_store.At(file)))));
}
