using System.Buffers.Binary;
using MdfMetrics.Tests.Integrity;
using MdfMetrics.Tests.Maintenance;
using MdfMetrics.Tests.ParquetFiles;
using ParquetSharp;

namespace MdfMetrics.Tests.Storage;

/// <summary>Footers that leave out what the specification lets them, or hide it.</summary>
public sealed class OddFooterTests : IDisposable
{
    private readonly TemporaryStore _store = new();
    private readonly List<MetricsException> _errors = [];

    private string Runs => _store.At("runs/any.parquet");

    public void Dispose() => _store.Dispose();

    [Theory]
    [InlineData(4, 1, 3, 3)]    // the path of a column chunk, which the schema tells
    [InlineData(4, 1, 3, 12)]   // its statistics
    [InlineData(4, 1, 3, 2)]    // its encodings
    [InlineData(4, 5)]          // where a row group begins
    [InlineData(4, 6)]          // its size when packed
    [InlineData(4, 2)]          // its size
    [InlineData(6)]             // who wrote it
    [InlineData(7)]             // column_orders
    [InlineData(2, 6)]          // converted types
    [InlineData(4, 1, 2)]       // where the metadata of a chunk lies, long unused
    public void ReadRuns_FooterWithoutAField_IsRead(params int[] field)
    {
        Write();
        Cut(field);

        RunMetrics run = Assert.Single(_store.Runs(errors: _errors));

        Assert.Empty(_errors);
        Assert.Equal(("r1", "éb", 7, 1.5), (run.run_id, run.host, run.total_errors, run.duration));
        Assert.Equal(new DateTime(2026, 1, 24, 12, 34, 56, 789), run.StartUtc);
        Assert.DoesNotContain(_store.Check(), finding => finding.kind is FindingKind.TornFile or FindingKind.ForeignFile);
        _store.Compact(onWarning: static _ => { });
        run = Assert.Single(_store.Runs());
        Assert.Equal(("r1", "éb", 7, 1.5), (run.run_id, run.host, run.total_errors, run.duration));
    }

    [Theory]
    [InlineData("host")]
    [InlineData("run_id")]
    [InlineData("start_time")]
    public void ReadRuns_ColumnWithAKeyOfItsOwn_IsUnsupportedAndSaysEncrypted(string column)
    {
        using (var builder = new FileEncryptionPropertiesBuilder("0123456789012345"u8.ToArray()))
        using (var columns = new ColumnEncryptionPropertiesBuilder(column))
        using (ColumnEncryptionProperties key = columns.Key("1234567890123450"u8.ToArray()).KeyMetadata("k1").Build())
        using (FileEncryptionProperties encryption =
            builder.SetPlaintextFooter().FooterKeyMetadata("kf").EncryptedColumns([key]).Build())
        {
            Write(properties => properties.Encryption(encryption));
        }

        byte[] before = File.ReadAllBytes(Runs);

        Assert.Empty(_store.Runs(errors: _errors));

        MetricsException error = Assert.Single(_errors);
        Assert.Equal(MetricsError.FileUnsupported, error.Error);
        Assert.Contains("encrypted", error.Message, StringComparison.Ordinal);
        Assert.Equal(FindingKind.UnsupportedFile, Assert.Single(_store.Check()).kind);
        Assert.Empty(_store.Repair());
        _store.Compact(onWarning: static _ => { });
        Assert.Equal(before, File.ReadAllBytes(Runs));
    }

    private void Write(Action<WriterPropertiesBuilder>? configure = null)
    {
        Directory.CreateDirectory(_store.At("runs"));
        Column[] columns =
        [
            new Column<string>("run_id"),
            new Column<DateTime?>("start_time", LogicalType.Timestamp(isAdjustedToUtc: false, TimeUnit.Millis)),
            new Column<string?>("host"),
            new Column<long?>("total_errors"),
            new Column<double?>("duration"),
        ];
        using var builder = new WriterPropertiesBuilder();
        configure?.Invoke(builder);
        using WriterProperties properties = builder.Build();
        using var file = new ParquetFileWriter(Runs, columns, properties);
        using (RowGroupWriter group = file.AppendRowGroup())
        {
            Put(group, "r1");
            Put<DateTime?>(group, new DateTime(2026, 1, 24, 12, 34, 56, 789));
            Put<string?>(group, "éb");
            Put<long?>(group, 7);
            Put<double?>(group, 1.5);
        }

        file.Close();
    }

    private static void Put<T>(RowGroupWriter group, T value)
    {
        using LogicalColumnWriter<T> column = group.NextColumn().LogicalWriter<T>();
        column.WriteBatch([value]);
    }

    private void Cut(int[] field)
    {
        byte[] file = File.ReadAllBytes(Runs);
        int length = BinaryPrimitives.ReadInt32LittleEndian(file.AsSpan(file.Length - 8));
        byte[] footer = new ThriftCut(file[^(length + 8)..^8], field).Write();
        Assert.NotEqual(length, footer.Length);
        byte[] end = new byte[8];
        BinaryPrimitives.WriteInt32LittleEndian(end, footer.Length);
        "PAR1"u8.CopyTo(end.AsSpan(4));
        File.WriteAllBytes(Runs, [.. file[..^(length + 8)], .. footer, .. end]);
    }
}
