using MdfMetrics.Integrity;
using MdfMetrics.ParquetFiles;
using MdfMetrics.ParquetFiles.Decoding;
using MdfMetrics.Records;
using MdfMetrics.Storage.Reading;
using MdfMetrics.Storage.Schema;
using MdfMetrics.Tests.Integrity;
using MdfMetrics.Tests.Storage;

namespace MdfMetrics.Tests.ParquetFiles;

/// <summary>Files that are large, or would be once unpacked: bounded memory, and they can be stopped.</summary>
public sealed class HugeFileTests : IDisposable
{
    private const long Gigabyte = 1024 * 1024 * 1024;

    private readonly TemporaryStore _store = new();

    public void Dispose() => _store.Dispose();

    [Fact]
    public void ReadRuns_TenMillionRows_LastOnesInLittleMemory()
    {
        _store.Write(Sample.Create("small", new DateTime(2030, 1, 1, 0, 0, 0, DateTimeKind.Utc)));
        Write(
            "runs/huge",
            """
            SELECT 'r' || i AS run_id, TIMESTAMP '2020-01-01' + INTERVAL 1 SECOND * i AS start_time
            FROM range(10000000) t(i)
            """);
        using var peak = new PeakMemory();

        List<RunMetrics> last = _store.Runs(new RunQuery { Last = 3 });

        Assert.Equal(["r9999998", "r9999999", "small"], last.Select(run => run.run_id));
        var errors = new List<MetricsException>();
        Assert.Equal("small", Assert.Single(_store.Runs(errors: errors)).run_id);
        Assert.Equal(_store.At("runs/huge.parquet"), Assert.Single(errors).Target);
        Assert.Contains("narrow the search", errors[0].Message, StringComparison.Ordinal);
        using var stop = new CancellationTokenSource(TimeSpan.FromMilliseconds(200));
        Assert.ThrowsAny<OperationCanceledException>(
            () => new StoreChecker(_store.Path, TimeProvider.System).Check(stop.Token).Count());
        Assert.InRange(peak.Bytes, 0, 2 * Gigabyte);
    }

    [Theory]
    [InlineData("ZSTD")]
    [InlineData("BROTLI")]
    public void ReadRuns_PageThatUnpacksAThousandTimes_IsCorruptInLittleMemory(string codec)
    {
        Write("runs/bomb", "SELECT 'a' AS run_id, repeat('x', 40000000) AS config", $", COMPRESSION {codec}");
        byte[] bomb = File.ReadAllBytes(_store.At("runs/bomb.parquet"));
        Assert.True(bomb.Length < 1_000_000);

        long before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Throws<MetricsException>(
            () => ParquetFile.Decode(MetricsSchema.Runs, bomb, "bomb", rows => rows, default));

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 16_000_000);
    }

    [Theory]
    [InlineData("ZSTD", "V1")]
    [InlineData("GZIP", "V1")]
    [InlineData("LZ4_RAW", "V1")]
    [InlineData("SNAPPY", "V2")]
    [InlineData("ZSTD", "V2")]
    public void Decode_AnyByteOfAnyCodecChanged_IsReadOrCorruptInLittleMemory(string codec, string version)
    {
        Write(
            "stages/s",
            """
            SELECT 'a' || (i % 3) AS run_id, repeat('stage', 20) AS stage_name, i AS input_records,
                   TIMESTAMP '2026-01-24' AS timestamp, i / 7 AS total_time FROM range(50) t(i)
            """,
            $", COMPRESSION {codec}, PARQUET_VERSION {version}");
        byte[] whole = File.ReadAllBytes(_store.At("stages/s.parquet"));
        Assert.Equal(50, Decode(whole).Count);
        for (int i = 0; i < whole.Length; i++)
        {
            whole[i] ^= 0x81;
            long before = GC.GetAllocatedBytesForCurrentThread();
            Exception? exception = Record.Exception(() => Decode(whole));
            long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
            whole[i] ^= 0x81;
            Assert.True(
                exception is null
                    or MetricsException { Error: MetricsError.FileCorrupt or MetricsError.FileUnsupported }
                && allocated < 64_000_000,
                $"byte {i}, {allocated} bytes: {exception}");
        }

        static List<StageMetrics> Decode(byte[] bytes) =>
            ParquetFile.Decode(MetricsSchema.Stages, bytes, "changed", rows => rows, default);
    }

    [Fact]
    public void ReadRuns_LongTextInEveryRow_IsRefusedBeforeItFillsTheMemory()
    {
        Write(
            "runs/laughs",
            """
            SELECT 'r' || i AS run_id, CASE WHEN i % 2 = 0 THEN repeat('x', 200000) ELSE repeat('y', 200000) END AS host
            FROM range(10000) t(i)
            """,
            ", COMPRESSION ZSTD, ROW_GROUP_SIZE 2048");
        var errors = new List<MetricsException>();
        using var peak = new PeakMemory();

        Assert.Empty(_store.Runs(errors: errors));

        Assert.Equal(MetricsError.FileCorrupt, Assert.Single(errors).Error);
        Assert.Equal(
            FindingRepair.None,
            Assert.Single(_store.Check(), finding => finding.kind == FindingKind.UnreadableFile).repair);
        Assert.InRange(peak.Bytes, 0, 4 * Gigabyte);
    }

    [Theory]
    [InlineData(1000, 16_000, null)]
    [InlineData(1000, 16_001, typeof(InvalidDataException))]
    [InlineData(1000, -1, typeof(InvalidDataException))]
    [InlineData(Gigabyte, 2_000_000, null)]
    [InlineData(Gigabyte, 2_000_001, typeof(FileTooLargeException))]
    [InlineData(Gigabyte, long.MaxValue, typeof(InvalidDataException))]
    public void CheckRows_MoreThanFit_IsRefused(long length, long rows, Type? error) =>
        Assert.Equal(error, Record.Exception(() => ParquetGuard.CheckRows(length, rows))?.GetType());

    [Fact]
    public void ReadRuns_DeeplyNestedColumns_AreIgnoredUnlessTheyAreOurs()
    {
        string nested = Enumerable.Range(0, 60).Aggregate("1", (inner, _) => $"{{'a': [{inner}]}}");
        Write("runs/deep", $"SELECT 'a' AS run_id, {nested} AS deep");
        Write("runs/known", $"SELECT 'b' AS run_id, {nested} AS config");
        var errors = new List<MetricsException>();

        Assert.Equal("a", Assert.Single(_store.Runs(errors: errors)).run_id);
        Assert.Equal(MetricsError.FileUnsupported, Assert.Single(errors).Error);
    }

    [UnixFact]
    public void ReadRuns_PipeAndDevice_AreCorruptAndNotOpened()
    {
        _store.Write(Sample.Create("own"));
        Pipe.Create(_store.At("runs/run_pipe.parquet"));
        File.CreateSymbolicLink(_store.At("runs/run_zero.parquet"), "/dev/zero");
        var errors = new List<MetricsException>();

        Assert.Equal("own", Assert.Single(_store.Runs(errors: errors)).run_id);
        Assert.Equal(2, errors.Count);
        Assert.Equal(
            ["empty_file runs/run_pipe.parquet", "outside_link runs/run_zero.parquet"],
            _store.Kinds(_store.Check()));
    }

    private void Write(string name, string select, string options = "")
    {
        string path = _store.At(name + ".parquet");
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        using var database = new DuckDb();
        database.Execute($"COPY ({select}) TO '{path}' (FORMAT PARQUET{options})");
    }
}
