using MdfMetrics.Integrity;
using MdfMetrics.Tests.Journal;
using MdfMetrics.Tests.Storage;

namespace MdfMetrics.Tests.Integrity;

/// <summary>Symbolic links that leave the store, or lead in circles. Windows needs a right to make them.</summary>
public sealed class StoreLinkTests : IDisposable
{
    private readonly TemporaryStore _store = new();
    private readonly TemporaryStore _outside = new();

    public void Dispose()
    {
        _store.Dispose();
        _outside.Dispose();
    }

    [UnixFact]
    public void Read_LinkedFileAndFolder_AreReadAsEnginesDoAndReported()
    {
        RunMetrics linked = _outside.Write(Sample.Create("linked"));
        _store.Write(Sample.Create("own"));
        File.CreateSymbolicLink(_store.At("runs/run_linked.parquet"), linked.path!);
        Directory.CreateSymbolicLink(_store.At("stages/date=2026-01-24"), _outside.At("stages"));

        RunMetrics[] runs = [.. _store.Runs()];

        Assert.Equal(["linked", "own"], runs.Select(run => run.run_id));
        Assert.Equal(4, _store.Stages(runs).Count);
        Assert.Equal(
            ["outside_link runs/run_linked.parquet", "outside_link stages/date=2026-01-24"],
            _store.Kinds(_store.Check()));
    }

    [UnixFact]
    public void Check_DamageBehindALink_IsNotLookedAt()
    {
        _store.Write(Sample.Create("own"));
        string torn = _outside.Put("operators/operators_x.parquet", "torn"u8);
        Directory.CreateSymbolicLink(_store.At("2026-01-24"), _outside.Path);
        Directory.Move(_store.At("histograms"), _outside.At("histograms"));
        Directory.CreateSymbolicLink(_store.At("histograms"), _outside.At("histograms"));

        Assert.Equal(
            ["outside_link 2026-01-24", "outside_link histograms"],
            _store.Kinds(_store.Check()));
        Assert.Empty(_store.Repair());
        Assert.True(File.Exists(torn));
    }

    [UnixFact]
    public void Read_LinksInCircles_End()
    {
        _store.Write(Sample.Create("own"));
        File.CreateSymbolicLink(_store.At("runs/run_circle.parquet"), _store.At("runs/run_circle.parquet"));
        foreach (string day in new[] { "date=2026-01-24", "date=2026-01-25", "date=2026-01-26" })
        {
            Directory.CreateSymbolicLink(_store.At("runs/" + day), _store.At("runs"));
        }

        Directory.CreateSymbolicLink(_store.At("2026-01-24"), _store.Path);
        var errors = new List<MetricsException>();

        Assert.Equal("own", Assert.Single(_store.Runs(errors: errors)).run_id);
        NotEmpty.All(errors, error => Assert.Equal(MetricsError.FileCorrupt, error.Error));
        Assert.Contains("outside_link runs/run_circle.parquet", _store.Kinds(_store.Check()));
    }

    [UnixFact]
    public void Repair_PathThroughALink_IsRefused()
    {
        string theirs = _outside.Put("runs/run_x.parquet", "theirs"u8);
        Directory.CreateSymbolicLink(_store.At("runs"), _outside.At("runs"));
        StoreFinding forged = new()
        {
            kind = FindingKind.TornFile,
            path = _store.At("runs/run_x.parquet"),
            message = "",
            repair = FindingRepair.Quarantine,
            store = _store.Path,
        };
        var repairer = new StoreRepairer(_store.Path, CheckedStore.Later);

        Assert.Equal(
            MetricsError.InvalidPath,
            Assert.Throws<MetricsException>(() => repairer.Repair(forged)).Error);
        Assert.Equal(
            MetricsError.InvalidPath,
            Assert.Throws<MetricsException>(() => repairer.Repair(forged with { path = theirs })).Error);
        Assert.True(File.Exists(theirs));
    }

    [UnixFact]
    public void Repair_QuarantineIsALink_IsRefused()
    {
        string torn = _store.Put("runs/run_x.parquet", "torn"u8);
        Directory.CreateSymbolicLink(_store.At("_quarantine"), _outside.Path);

        Assert.Equal(
            MetricsError.InvalidPath,
            Assert.Throws<MetricsException>(() => _store.Repair()).Error);
        Assert.True(File.Exists(torn));
        Assert.Empty(_outside.Files());
    }

    [UnixFact]
    public void Check_JournalFolderIsALink_IsNotOpened()
    {
        _outside.Put("run.json", JournalText.Manifest("own", JournalText.DeadProcess));
        Directory.CreateDirectory(_store.At("_journal"));
        Directory.CreateSymbolicLink(_store.At("_journal/run_own"), _outside.Path);

        Assert.Equal(["outside_link _journal/run_own"], _store.Kinds(_store.Check()));
        _store.Repair();

        Assert.Equal(["run.json"], _outside.Files());
    }
}
