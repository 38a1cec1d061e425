using System.Text;
using MdfMetrics.Records;
using MdfMetrics.Storage.Reading;
using MdfMetrics.Tests.Integrity;

namespace MdfMetrics.Tests.Storage;

/// <summary>
/// A run among thousands of damaged copies of one of its files, through the reader and the checker: each is told or
/// read, none hides the run.
/// </summary>
public sealed class DamagedStoreTests : IDisposable
{
    private readonly TemporaryStore _store = new();

    public static TheoryData<string> Datasets() => ["runs", "stages", "operators", "histograms"];

    public void Dispose() => _store.Dispose();

    [Theory]
    [MemberData(nameof(Datasets))]
    public void TruncatedAtEveryLength_EachIsToldAndTheRunRead(string dataset)
    {
        byte[] whole = Whole(dataset, Sample.Create(stages: 1, operators: 1, workers: 1));
        string[] torn = [.. Enumerable.Range(0, whole.Length).Select(length =>
            _store.Put($"{dataset}/t{length}.parquet", whole.AsSpan(0, length)))];

        List<MetricsException> errors = ReadAll(expectRows: true);
        List<StoreFinding> findings = _store.Check();

        Assert.Equal(torn.Order(StringComparer.Ordinal), Targets(errors));
        Assert.Equal(
            torn.Order(StringComparer.Ordinal),
            findings.Select(finding => finding.path).Order(StringComparer.Ordinal));
        Assert.All(findings, finding => Assert.Equal(FindingRepair.Quarantine, finding.repair));
        Assert.Single(findings, finding => finding.kind == FindingKind.EmptyFile);
    }

    [Theory]
    [MemberData(nameof(Datasets))]
    public void AnyByteChanged_EachIsToldOrRead(string dataset)
    {
        byte[] whole = Whole(dataset, Sample.Create(stages: 1, operators: 1, workers: 1));
        Change(dataset, whole, Enumerable.Range(0, whole.Length));
    }

    [Theory]
    [MemberData(nameof(Datasets))]
    public void ManyRows_RandomBytesChanged_EachIsToldOrRead(string dataset)
    {
        byte[] whole = Whole(dataset, Sample.Create(stages: 5, operators: 8, workers: 6));
        var random = new Random(5);
        Change(dataset, whole, Enumerable.Range(0, 300).Select(_ => random.Next(whole.Length)));
    }

    /// <summary>Found by fuzzing: one such record kept every reader from the store.</summary>
    [Theory]
    [InlineData("creates")]
    [InlineData("replaces")]
    [InlineData("removed_runs")]
    public void RecordOfMaintenanceThatIsNoUtf8_IsTold_AndTheRunRead(string name)
    {
        _store.Write(Sample.Create());
        byte[] record = [.. Encoding.UTF8.GetBytes($$"""{"version":1,"{{name}}":["s"""), 0xF4, .. "x\"]}"u8];
        string path = _store.Put("_maintenance/00000003.json", record);

        Assert.Equal(Sample.Id, Assert.Single(_store.Runs()).run_id);
        Assert.Equal(path, Assert.Single(_store.Check()).path);
    }

    private byte[] Whole(string dataset, Sample sample)
    {
        _store.Write(sample);
        return File.ReadAllBytes(Directory.GetFiles(_store.At(dataset)).Single());
    }

    private void Change(string dataset, byte[] whole, IEnumerable<int> positions)
    {
        var random = new Random(13);
        HashSet<string> changed = [.. positions.Select((position, i) =>
        {
            byte before = whole[position];
            whole[position] ^= (byte)random.Next(1, 256);
            string path = _store.Put($"{dataset}/c{i}.parquet", whole);
            whole[position] = before;
            return path;
        })];

        Assert.All(Targets(ReadAll(expectRows: false)), target => Assert.Contains(target, changed));
        NotEmpty.All(_store.Check(), finding =>
        {
            Assert.Contains(finding.path, changed);
            Assert.NotEqual(FindingKind.UnreadableFile, finding.kind);
        });
    }

    /// <summary>Reads all four datasets; the errors about files.</summary>
    private List<MetricsException> ReadAll(bool expectRows)
    {
        var errors = new List<MetricsException>();
        MetricsReader reader = _store.Reader;
        RunMetrics run = Assert.Single(reader.ReadRuns(new RunQuery(), errors.Add), run => run.run_id == Sample.Id);
        int stages = reader.ReadStages([run], null, errors.Add).Count();
        OperatorMetrics[] operators = [.. reader.ReadOperators([run], null, null, errors.Add)];

        Assert.True(stages > 0 && operators.Length > 0);
        Assert.True(!expectRows || operators.All(row => row.Latencies is not null));
        Assert.All(errors, error => Assert.True(
            error.Error is MetricsError.FileCorrupt or MetricsError.FileUnsupported,
            $"{error}"));
        return errors;
    }

    private static IEnumerable<string> Targets(List<MetricsException> errors) => errors
        .Select(error => (string)error.Target!)
        .Where(target => target != Sample.Id)
        .Order(StringComparer.Ordinal);
}
