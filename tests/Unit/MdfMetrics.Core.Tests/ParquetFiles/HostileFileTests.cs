using MdfMetrics.ParquetFiles;
using MdfMetrics.ParquetFiles.Columns;
using MdfMetrics.Storage.Schema;
using MdfMetrics.Tests.Storage;

namespace MdfMetrics.Tests.ParquetFiles;

/// <summary>Damaged files: an error of that file, never a crash, a hang, or the loss of the others.</summary>
public sealed class HostileFileTests : IDisposable
{
    private readonly TemporaryStore _store = new();

    public void Dispose() => _store.Dispose();

    [Fact]
    public void ReadRuns_TornFile_IsReportedAndTheOthersListed()
    {
        RunMetrics torn = _store.Write(Sample.Create("run_20260124_120000_00000001", Sample.Start.Date.AddHours(12)));
        RunMetrics whole = _store.Write(Sample.Create("run_20260124_130000_00000002", Sample.Start.Date.AddHours(13)));
        using (FileStream file = File.OpenWrite(torn.path!))
        {
            file.SetLength(file.Length / 2);
        }

        var errors = new List<MetricsException>();
        List<RunMetrics> runs = _store.Runs(errors: errors);

        Assert.Equal(whole.run_id, Assert.Single(runs).run_id);
        MetricsException error = Assert.Single(errors);
        Assert.Equal(MetricsError.FileCorrupt, error.Error);
        Assert.Equal(torn.path, error.Target);
        Assert.Contains(torn.path!, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0x01)]
    [InlineData(0x80)]
    [InlineData(0xFF)]
    public void Read_AnyByteOfARunsFileChanged_IsReadOrCorruptInLittleMemory(byte mask)
    {
        _store.Write(Sample.Create());
        ChangeEachByte(MetricsSchema.Runs, "runs/run_20260124_123456_1a2b3c4d.parquet", mask);
    }

    [Fact]
    public void Read_AnyByteOfAHistogramsFileChanged_IsReadOrCorruptInLittleMemory()
    {
        _store.Write(Sample.Create(stages: 1, operators: 1, workers: 2));
        ChangeEachByte(MetricsSchema.Histograms, "histograms/histograms_20260124_123456_1a2b3c4d.parquet", 0x7F);
    }

    [Fact]
    public void Read_ForeignFileWithAnyByteChanged_IsReadOrCorruptInLittleMemory()
    {
        // Dictionary pages, several pages in a column, another writer's metadata.
        string foreign = Path.Combine(
            AppContext.BaseDirectory, "Data", "foreign", "stages", "stages_20260124_193456_67066d61.parquet");
        File.Copy(foreign, _store.At("foreign"));
        ChangeEachByte(MetricsSchema.Stages, "foreign", 0xFF);
    }

    [Fact]
    public void Read_RandomBytesBetweenTheMagics_IsCorrupt()
    {
        var random = new Random(7);
        for (int i = 0; i < 300; i++)
        {
            byte[] bytes = new byte[random.Next(12, 4000)];
            random.NextBytes(bytes);
            "PAR1"u8.CopyTo(bytes);
            "PAR1"u8.CopyTo(bytes.AsSpan(^4..));
            BitConverter.TryWriteBytes(bytes.AsSpan(^8..), random.Next(0, bytes.Length - 11));
            Assert.Throws<MetricsException>(
                () => Decode(MetricsSchema.Runs, bytes, bytes.Length));
        }
    }

    private static void Decode<TRow>(DatasetSchema<TRow> schema, byte[] bytes, int length)
        where TRow : class => ParquetFile.Decode(schema, bytes.AsMemory(0, length), "damaged", rows => rows, default);

    private void ChangeEachByte<TRow>(DatasetSchema<TRow> schema, string file, byte mask)
        where TRow : class
    {
        byte[] whole = File.ReadAllBytes(_store.At(file));
        for (int i = 0; i < whole.Length; i++)
        {
            whole[i] ^= mask;
            long before = GC.GetAllocatedBytesForCurrentThread();
            Exception? exception = Record.Exception(
                () => Decode(schema, whole, whole.Length));
            long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
            whole[i] ^= mask;
            Assert.True(
                exception is null
                    or MetricsException { Error: MetricsError.FileCorrupt or MetricsError.FileUnsupported }
                && allocated < 64_000_000,
                $"byte {i}, {allocated} bytes: {exception}");
        }
    }
}
