using System.Buffers.Binary;
using MdfMetrics.ParquetFiles;
using MdfMetrics.ParquetFiles.Batches;
using MdfMetrics.Tests.Storage;
using ParquetSharp;

namespace MdfMetrics.Tests.ParquetFiles;

/// <summary>Moments of every unit, zoned or not, in every encoding that parquet-cpp writes, INT96 included.</summary>
public sealed class MomentMatrixTests : IDisposable
{
    private static readonly long[] s_milliseconds =
    [
        0, -1, 1, 1_769_258_096_789, -9_223_372_036_000, 9_223_372_036_000, 1_772_957_400_123, 253_402_300_799_999,
        -62_135_596_800_000,
    ];

    private readonly TemporaryStore _store = new();

    public static TheoryData<TimeUnit, bool, Encoding, ParquetDataPageVersion> Cells()
    {
        var cells = new TheoryData<TimeUnit, bool, Encoding, ParquetDataPageVersion>();
        foreach (TimeUnit unit in new[] { TimeUnit.Millis, TimeUnit.Micros, TimeUnit.Nanos })
        {
            foreach (Encoding encoding in new[]
            {
                Encoding.Plain, Encoding.RleDictionary, Encoding.DeltaBinaryPacked, Encoding.ByteStreamSplit,
            })
            {
                foreach (ParquetDataPageVersion version in Enum.GetValues<ParquetDataPageVersion>())
                {
                    cells.Add(unit, true, encoding, version);
                    cells.Add(unit, false, encoding, version);
                }
            }
        }

        return cells;
    }

    public void Dispose() => _store.Dispose();

    [Theory]
    [MemberData(nameof(Cells))]
    public void Times_OfAnyUnitAndEncoding_AreTheMoments(
        TimeUnit unit,
        bool isZoned,
        Encoding encoding,
        ParquetDataPageVersion version)
    {
        long perMillisecond = unit switch { TimeUnit.Millis => 1, TimeUnit.Micros => 1_000, _ => 1_000_000 };
        long[] milliseconds = [.. s_milliseconds.Where(value => Math.Abs(value) <= long.MaxValue / perMillisecond)];
        string path = _store.At("times.parquet");

        Write<long?>(
            path,
            new Column<long?>("time", LogicalType.Timestamp(isZoned, unit)),
            [null, .. milliseconds.Select(value => (long?)(value * perMillisecond))],
            encoding,
            version);

        Assert.Equal([null, .. milliseconds.Select(value => (DateTime?)At(value))], Read(path));
    }

    [Theory]
    [InlineData(ParquetDataPageVersion.V1, Encoding.Plain)]
    [InlineData(ParquetDataPageVersion.V2, Encoding.Plain)]
    [InlineData(ParquetDataPageVersion.V1, Encoding.RleDictionary)]
    [InlineData(ParquetDataPageVersion.V2, Encoding.RleDictionary)]
    public void Times_AsInt96_AreTheMoments(ParquetDataPageVersion version, Encoding encoding)
    {
        string path = _store.At("times.parquet");

        Write<Int96?>(
            path,
            new Column<Int96?>("time"),
            [null, .. s_milliseconds.Select(value => (Int96?)Day(value))],
            encoding,
            version);

        Assert.Equal([null, .. s_milliseconds.Select(value => (DateTime?)At(value))], Read(path));
    }

    private static DateTime At(long milliseconds) =>
        DateTime.UnixEpoch.AddTicks(milliseconds * TimeSpan.TicksPerMillisecond);

    private static Int96 Day(long milliseconds)
    {
        (long day, long rest) = Math.DivRem(milliseconds, 86_400_000);
        (day, rest) = rest < 0 ? (day - 1, rest + 86_400_000) : (day, rest);
        Span<byte> bytes = stackalloc byte[12];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, rest * 1_000_000);
        BinaryPrimitives.WriteInt32LittleEndian(bytes[8..], (int)(day + 2_440_588));
        return new Int96(
            BinaryPrimitives.ReadInt32LittleEndian(bytes),
            BinaryPrimitives.ReadInt32LittleEndian(bytes[4..]),
            BinaryPrimitives.ReadInt32LittleEndian(bytes[8..]));
    }

    private static DateTime?[] Read(string path)
    {
        using ParquetSource source = ParquetSource.Open(path, isExact: true);
        return source.ReadAll(() => [ValueBatch.Times("time")], CancellationToken.None)
            .Values<DateTime>("time").ToArray();
    }

    private static void Write<T>(string path, Column column, T[] values, Encoding encoding, ParquetDataPageVersion version)
    {
        using var builder = new WriterPropertiesBuilder();
        builder.DataPageVersion(version).Compression(Compression.Snappy);
        using WriterProperties properties = encoding == Encoding.RleDictionary
            ? builder.Build()
            : builder.DisableDictionary().Encoding(encoding).Build();
        using var file = new ParquetFileWriter(path, [column], properties);
        using (RowGroupWriter group = file.AppendRowGroup())
        {
            using ColumnWriter writer = group.NextColumn();
            using LogicalColumnWriter<T> logical = writer.LogicalWriterOverride<T>();
            logical.WriteBatch(values);
        }

        file.Close();
    }
}
