using MdfMetrics.Integrity;
using MdfMetrics.Tests.Maintenance;
using MdfMetrics.Tests.Storage;
using Microsoft.Extensions.Time.Testing;

namespace MdfMetrics.Tests.Integrity;

public sealed class StoreRepairerTests : IDisposable
{
    private readonly TemporaryStore _store = new();

    public void Dispose() => _store.Dispose();

    [Fact]
    public void Repair_WhatCannotBeRead_LiesInTheQuarantineAsItWas()
    {
        RunMetrics whole = _store.Write(Sample.Create("whole"));
        _store.Put("runs/run_torn.parquet", "PAR1 torn"u8);
        _store.Put("2026-01-24/stages/stages_x.parquet");

        List<StoreRepair> done = _store.Repair();

        Assert.Equal(
            [
                _store.At("_quarantine/2026-01-24/stages/stages_x.parquet.bad"),
                _store.At("_quarantine/runs/run_torn.parquet.bad"),
            ],
            done.Select(repair => repair.destination).Order(StringComparer.Ordinal));
        Assert.Equal("PAR1 torn", File.ReadAllText(_store.At("_quarantine/runs/run_torn.parquet.bad")));
        Assert.Equal(whole.run_id, Assert.Single(_store.Runs()).run_id);
        Assert.Empty(_store.Check());
    }

    [Fact]
    public void Repair_Again_DoesNothing()
    {
        _store.Put("runs/run_torn.parquet", "torn"u8);
        List<StoreFinding> findings = _store.Check();
        var repairer = new StoreRepairer(_store.Path, CheckedStore.Later);

        Assert.NotNull(repairer.Repair(Assert.Single(findings)));
        Assert.Null(repairer.Repair(Assert.Single(findings)));
        Assert.Empty(_store.Repair());
    }

    [Fact]
    public void Repair_LockOfAnotherMachineIsSilent_IsWatchedByTheGivenClock()
    {
        _store.Put("runs/run_torn.parquet", "torn"u8);
        _store.Put(
            "_maintenance/lock",
            """{"version":1,"host":"elsewhere","process_id":1,"process_start":"2026-01-01T00:00:00Z"}"""u8);
        FakeTimeProvider clock = Maintaining.Impatient();
        DateTimeOffset began = clock.GetUtcNow();
        StoreFinding torn = _store.Check().Single(finding => finding.kind == FindingKind.TornFile);

        Assert.NotNull(new StoreRepairer(_store.Path, clock).Repair(torn));

        Assert.True(clock.GetUtcNow() - began >= TimeSpan.FromSeconds(30));
    }

    [Fact]
    public void Repair_SameNameTwice_OverwritesNothing()
    {
        for (int i = 0; i < 3; i++)
        {
            _store.Put("runs/run_x.parquet", [(byte)('a' + i)]);
            _store.Repair();
        }

        Assert.Equal(
            ["a", "b", "c"],
            new[] { "", ".1", ".2" }
                .Select(suffix => File.ReadAllText(_store.At($"_quarantine/runs/run_x.parquet{suffix}.bad"))));
    }

    [Fact]
    public void Repair_FlatFileInAStoreByDate_IsNotMetByTheGlobOfThatLayout()
    {
        _store.Write(Sample.Create("whole"), PartitionBy.Date);
        _store.Put("runs/run_torn.parquet", "PAR1 torn"u8);

        _store.Repair();

        using var engine = new DuckDb();
        Assert.Equal(
            "whole",
            engine.Single($"SELECT run_id FROM read_parquet('{_store.Path}/*/runs/*.parquet', union_by_name = true)"));
    }

    [Fact]
    public void Repair_OldQuarantine_IsToldAndLeftAlone()
    {
        string old = _store.Put("_quarantine/runs/run_torn.parquet", "torn"u8);
        _store.Put("_quarantine/runs/run_torn.parquet.1", "torn"u8);
        _store.Put("_quarantine/runs/run_torn.parquet.bad", "torn"u8);

        StoreFinding finding = Assert.Single(_store.Check());

        Assert.Equal(
            (FindingKind.QuarantinedFile, old, FindingRepair.None),
            (finding.kind, finding.path, finding.repair));
        Assert.Contains("'run_torn.parquet.bad'", finding.message, StringComparison.Ordinal);
        Assert.Empty(_store.Repair());
        Assert.True(File.Exists(old));
    }

    [Fact]
    public void Repair_FileBroughtBack_IsReadAgain()
    {
        RunMetrics run = _store.Write(Sample.Create("healed"));
        byte[] whole = File.ReadAllBytes(run.path!);
        File.WriteAllBytes(run.path!, whole[..^20]);
        string put = Assert.Single(_store.Repair()).destination!;
        File.WriteAllBytes(put, whole);

        // As the documentation says: to the same path without _quarantine and without .bad.
        string relative = Path.GetRelativePath(_store.At("_quarantine"), put);
        File.Move(put, _store.At(relative[..^".bad".Length]));

        Assert.Empty(_store.Check());
        Assert.Equal("healed", Assert.Single(_store.Runs()).run_id);
    }

    [Fact]
    public void Repair_Orphans_Stay()
    {
        File.Delete(_store.Write(Sample.Create("lost")).path!);
        string[] before = _store.Files();

        Assert.Empty(_store.Repair());

        Assert.Equal(before, _store.Files());
        Assert.Equal(3, _store.Check().Count);
    }

    [Fact]
    public void Repair_QuarantineCannotBeMade_IsStoreNotWritableAndTheFileStays()
    {
        // Permissions would not keep root out; a file in the folder's place does.
        _store.Put("_quarantine");
        string torn = _store.Put("runs/run_x.parquet", "torn"u8);

        Assert.Equal(
            MetricsError.StoreNotWritable,
            Assert.Throws<MetricsException>(() => _store.Repair()).Error);
        Assert.Equal("torn", File.ReadAllText(torn));
    }
}
