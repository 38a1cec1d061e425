using MdfMetrics.Tests.Maintenance;
using MdfMetrics.Tests.Storage;

namespace MdfMetrics.Tests.Integrity;

/// <summary>Records of maintenance that can't be read, as where another account made them for itself alone.</summary>
public sealed class RecordCheckTests : IDisposable
{
    private const string Record = "_maintenance/00000001.json";

    private readonly TemporaryStore _store = new();

    public RecordCheckTests()
    {
        _store.Write(Sample.Create("r1"));
        Maintaining.Put(_store, Record, """{"version":1,"generation":1,"creates":[],"replaces":[],"removed_runs":[]}""");
    }

    public void Dispose() => _store.Dispose();

    [Fact]
    public void Check_RecordThatCannotBeOpened_IsUnreadableAndNotTouched()
    {
        using FileStream use = Use();

        StoreFinding finding = Assert.Single(_store.Check());

        Assert.Equal(
            (FindingKind.UnreadableFile, _store.At(Record), FindingRepair.None),
            (finding.kind, finding.path, finding.repair));
        Assert.Contains($"'{_store.At(Record)}' can't be read", finding.message, StringComparison.Ordinal);
        Assert.Contains("Give this account the right to read it", finding.message, StringComparison.Ordinal);
        Assert.Empty(_store.Repair());
    }

    [Fact]
    public void Check_RecordThatIsTorn_IsQuarantined()
    {
        Maintaining.Put(_store, Record, "{\"ver");

        StoreFinding finding = Assert.Single(_store.Check());

        Assert.Equal((FindingKind.TornRecord, FindingRepair.Quarantine), (finding.kind, finding.repair));
    }

    [Fact]
    public void ReadRuns_RecordThatCannotBeOpened_ListsThem()
    {
        using FileStream use = Use();

        Assert.Equal("r1", Assert.Single(_store.Runs()).run_id);
    }

    [Fact]
    public void Maintain_RecordThatCannotBeOpened_NamesItAndSaysWhatToDo()
    {
        using FileStream use = Use();

        MetricsException error = Assert.Throws<MetricsException>(() => _store.Maintain());

        Assert.Equal((MetricsError.FileCorrupt, _store.At(Record)), (error.Error, error.Target));
        Assert.Contains("Give this account the right to read it", error.Message, StringComparison.Ordinal);
    }

    [UnixFact]
    public void ReadRuns_RecordsThatCannotBeListed_SaysWhatToDo()
    {
        Directory.Delete(_store.At("_maintenance"), recursive: true);
        File.CreateSymbolicLink(_store.At("_maintenance"), _store.At("_maintenance"));

        MetricsException error = Assert.Throws<MetricsException>(() => _store.Runs());

        Assert.Equal((MetricsError.StoreNotFound, _store.At("_maintenance")), (error.Error, error.Target));
        Assert.Contains("Give this account the right to read it", error.Message, StringComparison.Ordinal);
    }

    /// <summary>Permissions would not keep root out; a file that is in use is nobody's to open.</summary>
    private FileStream Use() => new(_store.At(Record), FileMode.Open, FileAccess.Read, FileShare.None);
}
