using MdfMetrics.Maintenance;
using MdfMetrics.Storage.Commits;
using MdfMetrics.Storage.Layout;
using MdfMetrics.Tests.Progress;
using MdfMetrics.Tests.Storage;
using Microsoft.Extensions.Time.Testing;

namespace MdfMetrics.Tests.Maintenance;

/// <summary>What maintenance of a store begins with, and what it tells when it can't go on.</summary>
public sealed class StoreMaintenanceTests : IDisposable
{
    private const string Staged = "_tmp/.compacted_2026-01_00000001.parquet.0123456789abcdef0123456789abcdef.tmp";
    private const string Unfinished = """{"version":1,"creates":[],"replaces":["runs/a.parquet"]}""";
    private const string Finished = """{"version":1,"creates":["runs/b.parquet"],"replaces":[]}""";

    private readonly TemporaryStore _store = new();

    public StoreMaintenanceTests()
    {
        _store.Put("runs/a.parquet");
        _store.Put("runs/b.parquet");
    }

    public void Dispose() => _store.Dispose();

    [Theory]
    [InlineData("_maintenance/00000003.json")]
    [InlineData("_maintenance/00000003.pending")]
    public void Begin_ChangeOfALaterVersion_SaysSoAndChangesNothing(string record)
    {
        _store.Put(record, Unfinished.Replace("\"version\":1", "\"version\":2", StringComparison.Ordinal));

        MetricsException error = Assert.Throws<MetricsException>(() => _store.Maintain());

        Assert.Equal((MetricsError.StoreNotWritable, _store.Path), (error.Error, error.Target));
        Assert.StartsWith("A later version of this module", error.Message, StringComparison.Ordinal);
        Assert.Contains(Path.GetFileName(record), error.Message, StringComparison.Ordinal);
        Assert.Equal([record, "runs/a.parquet", "runs/b.parquet"], _store.Files());
    }

    /// <summary>A number that was used before would give two files one name.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(4, "_maintenance/00000003.json", Finished)]
    [InlineData(4, "_maintenance/00000003.json", Unfinished)]
    [InlineData(4, "_maintenance/00000003.pending", Finished)]
    [InlineData(8, "runs/compacted_2026-01_00000007.parquet", "x")]
    [InlineData(8, "stages/compacted_2026-01-24_00000007.parquet", "x")]
    [InlineData(1, "runs/compacted.parquet", "x")]
    public void BeginChange_NumbersThatWereUsed_IsAboveThemAll(long expected, string? file = null, string text = "")
    {
        if (file is not null)
        {
            _store.Put(file, text);
        }

        using StoreMaintenance maintenance = _store.Maintain();
        using (StoreChange change = maintenance.BeginChange())
        {
            Assert.Equal(expected, change.Generation);
        }

        using StoreChange next = maintenance.BeginChange();
        Assert.Equal(expected + 1, next.Generation);
    }

    [Fact]
    public void BeginChange_NumbersInNamesRecordsAndChangesBegun_IsAboveTheHighest()
    {
        _store.Put("_maintenance/00000003.json", Finished);
        _store.Put("_maintenance/00000007.pending", Unfinished);
        _store.Put("runs/compacted_2026-01_00000005.parquet");
        using StoreMaintenance maintenance = _store.Maintain();

        using StoreChange change = maintenance.BeginChange();

        Assert.Equal(8, change.Generation);
    }

    [Theory]
    [InlineData("")]
    [InlineData("", "_maintenance/00000001.json", Finished)]
    [InlineData("Recovered", Staged, "x")]
    [InlineData("Recovered", "_maintenance/00000001.pending", Unfinished)]
    [InlineData("Waited Deleted Recovered", "_maintenance/00000001.json", Unfinished)]
    public void Begin_WhatWasLeft_IsToldOnlyWhenThereWasSomething(string steps, string? file = null, string text = "")
    {
        if (file is not null)
        {
            _store.Put(file, text);
        }

        List<MaintenanceStep> told = [];
        StoreMaintenance.TryBegin(_store.Path, Maintaining.Impatient(), default, told.Add)!.Dispose();

        Assert.Equal(steps, string.Join(' ', told));
    }

    [Fact]
    public void Stage_SamePeriodTwice_HasANameOfItsOwn()
    {
        using StoreMaintenance maintenance = _store.Maintain();
        using StoreChange change = maintenance.BeginChange();
        for (int i = 0; i < 3; i++)
        {
            change.Stage(_store.At("runs"), "2026-01").Dispose();
        }

        change.Stage(_store.At("stages"), "2026-01").Dispose();

        Assert.Equal(
            [
                "runs/compacted_2026-01_00000001.parquet", "runs/compacted_2026-01.2_00000001.parquet",
                "runs/compacted_2026-01.3_00000001.parquet", "stages/compacted_2026-01_00000001.parquet",
            ],
            change.Creates.Select(path => Path.GetRelativePath(_store.Path, path).Replace('\\', '/')));
    }

    [Fact]
    public void Finish_NothingWasChanged_FreesNothing()
    {
        using StoreMaintenance maintenance = _store.Maintain();

        Assert.Equal((0, 0), maintenance.Finish(default));
    }

    [Fact]
    public void Finish_SeveralFiles_TellsTheirBytes()
    {
        _store.Put("runs/a.parquet", "12345");
        using StoreMaintenance maintenance = _store.Maintain();
        using StoreChange change = maintenance.BeginChange();
        change.Replace(_store.At("runs/a.parquet"));
        change.Replace(_store.At("runs/b.parquet"));
        change.Replace(_store.At("runs/gone.parquet"));
        change.Commit();

        Assert.Equal((6, 0), maintenance.Finish(default));
        Assert.Equal(["_maintenance/00000001.json", "_maintenance/lock"], _store.Files());
    }

    [Fact]
    public void Finish_StoppedWhileItWaits_LeavesTheFilesToTheNextCall()
    {
        using var stop = new CancellationTokenSource();
        using (StoreMaintenance maintenance = StoreMaintenance.TryBegin(_store.Path, TimeProvider.System, default)!)
        {
            using StoreChange change = maintenance.BeginChange();
            change.Replace(_store.At("runs/a.parquet"));
            change.Commit();
            stop.Cancel();

            Assert.Throws<OperationCanceledException>(() => maintenance.Finish(stop.Token));
        }

        Assert.True(File.Exists(_store.At("runs/a.parquet")));
        _store.Maintain().Dispose();
        Assert.False(File.Exists(_store.At("runs/a.parquet")));
    }

    /// <summary>Readers who listed the store just before the commit need it, however long publishing took.</summary>
    [Fact]
    public void Finish_CommitThatTookLong_WaitsFromItsEnd()
    {
        var clock = new FakeTimeProvider();
        using var stop = new CancellationTokenSource();
        using StoreMaintenance maintenance = StoreMaintenance.TryBegin(_store.Path, clock, default, step =>
        {
            if (step == MaintenanceStep.Published)
            {
                clock.Advance(TimeSpan.FromMinutes(1));
            }
        })!;
        using StoreChange change = maintenance.BeginChange();
        change.Replace(_store.At("runs/a.parquet"));
        change.Commit();
        stop.Cancel();

        Assert.Throws<OperationCanceledException>(() => maintenance.Finish(stop.Token));
        Assert.True(File.Exists(_store.At("runs/a.parquet")));
        clock.Advance(TimeSpan.FromSeconds(2));
        maintenance.Finish(default);
        Assert.False(File.Exists(_store.At("runs/a.parquet")));
    }

    [Fact]
    public void Finish_WhileItWaits_IsTold()
    {
        var watched = new Watched();
        var clock = new FakeTimeProvider { AutoAdvanceAmount = TimeSpan.FromSeconds(0.5) };
        using StoreMaintenance maintenance =
            StoreMaintenance.TryBegin(_store.Path, clock, default, progress: watched.Progress)!;
        using StoreChange change = maintenance.BeginChange();
        change.Replace(_store.At("runs/a.parquet"));
        change.Commit();

        maintenance.Finish(default);

        Assert.True(watched.Told.Count(state => state.Step == "Waiting for readers") >= 3);
    }

    /// <summary>As long as the record has the run, what is left of its journal is not restored.</summary>
    [Fact]
    public void Begin_JournalOfARemovedRunCannotBeDeleted_KeepsTheRunRemovedUntilItCan()
    {
        _store.Put("_journal/run_gone/run.json");
        string theirs = _store.Put("_journal/run_gone/theirs/notes.txt");
        _store.Put("_journal/run_other/run.json");
        _store.Put(
            "_maintenance/00000001.json",
            """{"version":1,"creates":[],"replaces":["runs/a.parquet"],"removed_runs":["gone","other"]}""");

        _store.Maintain().Dispose();

        Assert.Equal(
            ["_journal/run_gone/theirs/notes.txt", "_maintenance/00000001.json", "runs/b.parquet"],
            _store.Files());
        Assert.True(CommittedChanges.Of(_store.Path).IsRemoved("gone"));
        Directory.Delete(Path.GetDirectoryName(theirs)!, recursive: true);
        _store.Maintain().Dispose();
        Assert.False(Directory.Exists(_store.At("_journal/run_gone")));
        Assert.False(CommittedChanges.Of(_store.Path).IsRemoved("gone"));
    }

    /// <summary>What is left of a removed run's journal would be restored.</summary>
    [Fact]
    public void Begin_RunsWereRemoved_TheirJournalsGoAndNothingElseDoes()
    {
        foreach (string file in new[] { "_journal/run_gone/run.json", "_journal/run_stays/run.json" })
        {
            _store.Put(file);
        }

        _store.Put(
            "_maintenance/00000001.json",
            """{"version":1,"creates":[],"replaces":[],"removed_runs":["gone","../../runs","stays/../../runs","never"]}""");

        _store.Maintain().Dispose();

        Assert.Equal(
            ["_journal/run_stays/run.json", "_maintenance/00000001.json", "runs/a.parquet", "runs/b.parquet"],
            _store.Files());
        Assert.DoesNotContain("gone", File.ReadAllText(_store.At("_maintenance/00000001.json")), StringComparison.Ordinal);
    }

    [Fact]
    public void TranslateErrors_OfTheDisk_NameTheStoreAndWhatBecomesOfIt()
    {
        foreach (Exception thrown in new Exception[] { new IOException("No space."), new UnauthorizedAccessException("No space.") })
        {
            MetricsException error = Assert.Throws<MetricsException>(
                () => StoreMaintenance.TranslateIOErrors<int>(_store.Path, () => throw thrown));

            Assert.Equal((MetricsError.StoreNotWritable, _store.Path), (error.Error, error.Target));
            Assert.Contains($"'{_store.Path}' can't be changed: No space.", error.Message, StringComparison.Ordinal);
            Assert.Contains("the next call", error.Message, StringComparison.Ordinal);
        }

        Assert.Throws<InvalidOperationException>(
            () => StoreMaintenance.TranslateIOErrors<int>(_store.Path, () => throw new InvalidOperationException()));
        Assert.Equal(3, StoreMaintenance.TranslateIOErrors(_store.Path, static () => 3));
    }

    [Fact]
    public void Begin_Busy_NamesTheLock()
    {
        using StoreMaintenance maintenance = _store.Maintain();

        MetricsException error = Assert.Throws<MetricsException>(
            () => StoreMaintenance.Begin(_store.Path, Maintaining.Impatient(), default));

        Assert.Equal((MetricsError.StoreBusy, _store.Path), (error.Error, error.Target));
        Assert.StartsWith(
            $"Other maintenance of the store '{_store.Path}' is going on",
            error.Message,
            StringComparison.Ordinal);
        Assert.Contains(MaintenanceLayout.Lock(_store.Path), error.Message, StringComparison.Ordinal);
        Assert.Contains("Try again", error.Message, StringComparison.Ordinal);
    }
}
