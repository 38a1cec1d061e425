using MdfMetrics.Module.Tests.Harness;

namespace MdfMetrics.Module.Tests.Faults;

/// <summary>
/// Stores that can't be written: the pipeline goes on, the user is told once, and the figures are kept for
/// <c>Export-MdfMetrics -Path other</c>.
/// </summary>
public sealed class DiskTroubleTests : IDisposable
{
    private const string Begin = """
        $short = @{ executor = @{ metrics = @{ checkpoint_interval = 0.05 } } }
        $null = Start-MdfRun -RunId r -Configuration $short -Path $store
        Enter-MdfStage s
        1..10 | Measure-MdfOperator before { $_ }
        """;

    private const string End = """
        1..20 | Measure-MdfOperator after { $_ } | Out-Null
        Start-Sleep -Milliseconds 300
        Exit-MdfStage
        Stop-MdfRun
        """;

    private readonly ModuleSession _session = Scripts.Open();

    public void Dispose() => _session.Dispose();

    [Fact]
    public void Stop_StoreDeletedMeanwhile_IsWrittenAnew()
    {
        Record(_session.Store, DeleteStore);

        Assert.Equal(["before 10", "after 20"], Rows(_session.Store));
    }

    [Fact]
    public void Stop_StoreNoLongerWritable_KeepsTheFigures()
    {
        // A file in its place refuses root too.
        Record(_session.Store, () => { DeleteStore(); File.WriteAllText(_session.Store, string.Empty); });
    }

    [Fact]
    public void Start_StoreUnderAFile_GoesOnInMemory()
    {
        _session.Write("file", string.Empty);
        Record(Path.Combine(_session.Folder, "file", "store"), static () => { });
    }

    [Fact]
    public void Start_PathTooLong_GoesOnInMemory() =>
        Record(
            Path.Combine(_session.Folder, string.Join('/', Enumerable.Repeat(new string('x', 200), 30))),
            static () => { });

    [Fact]
    public void Start_NameTooLong_GoesOnInMemory() =>
        Record(Path.Combine(_session.Folder, new string('x', 300)), static () => { });

    [MountFact]
    public void Start_DiskFull_GoesOnInMemory()
    {
        using SmallDisk disk = new(_session.Folder);
        disk.Fill();
        Record(disk.Path, static () => { });
    }

    [MountFact]
    public void Stop_DiskFullMeanwhile_KeepsTheFiguresAndTheStoreReadable()
    {
        using SmallDisk disk = new(_session.Folder);
        _session.Invoke(
            "param($store) Start-MdfRun -RunId whole -Path $store { Enter-MdfStage s { 1 | Measure-MdfOperator o "
                + "{ $_ } } }",
            disk.Path).Clean();
        Record(disk.Path, disk.Fill);

        Assert.Equal(1, DuckDbFiles.Read(disk.Path));
        Assert.Equal(
            ["whole"],
            _session.Invoke("param($store) Get-MdfRun -Path $store | % run_id", disk.Path).Clean().Texts());
    }

    [MountFact]
    public void Start_ReadOnlyFileSystem_GoesOnInMemory()
    {
        using SmallDisk disk = new(_session.Folder, "ro,");
        Record(disk.Path, static () => { });
    }

    /// <summary>Records a run that meets trouble, and checks that it cost nothing but the file.</summary>
    private void Record(string store, Action trouble)
    {
        ScriptResult begun = _session.Invoke($"param($store) {Begin}", store);
        Assert.Equal(Enumerable.Range(1, 10), begun.Values.OfType<int>());
        trouble();
        ScriptResult ended = _session.Invoke(End);

        Assert.Equal(1, begun.Warnings.Count + ended.Warnings.Count);
        Assert.Empty(ended.Errors);
        Assert.Equal("completed", ended.Single.Properties["status"].Value);
        Assert.Equal(10L, ended.Single.Properties["total_input_records"].Value);
        _session.Invoke("Export-MdfMetrics -Path other").Clean();
        Assert.Equal(["before 10", "after 20"], Rows(Path.Combine(_session.Folder, "other")));
    }

    private void DeleteStore() => TemporaryFolder.Delete(_session.Store);

    private IEnumerable<string> Rows(string store) => _session.Invoke(
        "param($store) Get-MdfOperatorMetric r -Path $store | Show operator_name, input_records",
        store).Clean().Texts();
}
