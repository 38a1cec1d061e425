using MdfMetrics.ParquetFiles;
using MdfMetrics.ParquetFiles.Batches;
using MdfMetrics.Tests.Storage;
using ParquetSharp;

namespace MdfMetrics.Tests.ParquetFiles;

/// <summary>
/// Every encoding, page version and codec that parquet-cpp writes, over texts that are not ASCII, NULLs, no value and
/// no row: read as the values that were written, both ways, by row and as maintenance rewrites files.
/// </summary>
public sealed class EncodingMatrixTests : IDisposable
{
    private static readonly string[] s_words = ["éb", "éab", "naïf", "naïvf", "", "漢😀", "a", "~~", "漢字😀é"];

    private readonly TemporaryStore _store = new();

    public static TheoryData<Encoding, Encoding, Encoding, ParquetDataPageVersion, Compression> Cells()
    {
        var cells = new TheoryData<Encoding, Encoding, Encoding, ParquetDataPageVersion, Compression>();
        (Encoding, Encoding, Encoding)[] encodings =
        [
            (Encoding.RleDictionary, Encoding.RleDictionary, Encoding.RleDictionary),
            (Encoding.Plain, Encoding.Plain, Encoding.Plain),
            (Encoding.DeltaByteArray, Encoding.DeltaBinaryPacked, Encoding.ByteStreamSplit),
            (Encoding.DeltaLengthByteArray, Encoding.ByteStreamSplit, Encoding.ByteStreamSplit),
        ];
        foreach ((Encoding texts, Encoding integers, Encoding floats) in encodings)
        {
            foreach (ParquetDataPageVersion version in Enum.GetValues<ParquetDataPageVersion>())
            {
                foreach (Compression codec in new[]
                {
                    Compression.Uncompressed, Compression.Snappy, Compression.Gzip, Compression.Brotli,
                    Compression.Zstd, Compression.Lz4, Compression.Lz4Hadoop,
                })
                {
                    cells.Add(texts, integers, floats, version, codec);
                }
            }
        }

        return cells;
    }

    public void Dispose() => _store.Dispose();

    [Theory]
    [MemberData(nameof(Cells))]
    public void ReadAll_FileOfParquetCpp_GivesWhatWasWritten(
        Encoding texts,
        Encoding integers,
        Encoding floats,
        ParquetDataPageVersion version,
        Compression codec)
    {
        var random = new Random(14);
        bool Is(int share) => random.Next(share) > 0;
        int rows = 3000;
        string?[] text = [.. Enumerable.Range(0, rows).Select(i =>
            Is(5) ? s_words[random.Next(s_words.Length)] + i % 7 : null)];
        long?[] count = [.. Enumerable.Range(0, rows).Select(i => i % 100 == 0 ? long.MinValue + i
            : i % 100 == 1 ? long.MaxValue - i : Is(4) ? random.NextInt64(100_000) : (long?)null)];
        int?[] small = [.. Enumerable.Range(0, rows).Select(i => i % 90 == 0 ? int.MinValue : i % 90 == 1 ? int.MaxValue
            : Is(4) ? random.Next(-50, 50) : (int?)null)];
        double?[] number = [.. Enumerable.Range(0, rows).Select(_ =>
            Is(6) ? random.NextDouble() - 0.5 : (double?)null)];
        bool?[] flag = [.. Enumerable.Range(0, rows).Select(_ => Is(6) ? random.Next(2) == 1 : (bool?)null)];
        DateTime?[] time = [.. Enumerable.Range(0, rows).Select(i => Is(6)
            ? DateTime.UnixEpoch.AddMilliseconds(random.NextInt64(-10_000_000_000_000, 10_000_000_000_000))
            : (DateTime?)null)];
        long[][] lists = [.. Enumerable.Range(0, rows).Select(i =>
            Enumerable.Range(0, random.Next(6)).Select(_ => random.NextInt64(-900, 900)).ToArray())];
        string path = _store.At("file.parquet");
        Write(path, Properties(texts, integers, floats, version, codec), text, count, small, number, flag, time, lists);

        using ParquetSource source = ParquetSource.Open(path);
        ColumnBatch batch = source.ReadAll(Columns, CancellationToken.None);

        Assert.Equal(3, source.Groups);
        Assert.Equal(text, batch.Texts("text"));
        Assert.Equal(count, batch.Values<long>("count").ToArray());
        Assert.Equal(small.Select(value => (long?)value), batch.Values<long>("small").ToArray());
        Assert.Equal(number, batch.Values<double>("number").ToArray());
        Assert.Equal(flag, batch.Values<bool>("flag").ToArray());
        Assert.Equal(time, batch.Values<DateTime>("time").ToArray());
        Assert.Equal(lists, ((ListBatch)batch.Column("list")).Values);
        Assert.All(batch.Texts("none"), Assert.Null);
    }

    private static ColumnBuffer[] Columns() =>
    [
        new TextBatch("text"),
        ValueBatch.Integers("count"),
        ValueBatch.Integers("small"),
        ValueBatch.Floats("number"),
        ValueBatch.Any<bool>("flag"),
        ValueBatch.Times("time"),
        new ListBatch("list"),
        new TextBatch("none"),
    ];

    private static WriterProperties Properties(
        Encoding texts,
        Encoding integers,
        Encoding floats,
        ParquetDataPageVersion version,
        Compression codec)
    {
        using var builder = new WriterPropertiesBuilder();
        builder.Compression(codec).DataPageVersion(version).DataPagesize(4096);
        if (texts == Encoding.RleDictionary)
        {
            return builder.Build();
        }

        builder.DisableDictionary().Encoding("text", texts).Encoding("number", floats);
        foreach (string column in new[] { "count", "small", "time", "list.list.item", "list.list.element" })
        {
            builder.Encoding(column, integers);
        }

        return builder.Encoding("flag", version == ParquetDataPageVersion.V2 ? Encoding.Rle : Encoding.Plain).Build();
    }

    /// <summary>Three row groups, the second without a row.</summary>
    private static void Write(
        string path,
        WriterProperties properties,
        string?[] text,
        long?[] count,
        int?[] small,
        double?[] number,
        bool?[] flag,
        DateTime?[] time,
        long[][] lists)
    {
        Column[] columns =
        [
            new Column<string?>("text"),
            new Column<long?>("count"),
            new Column<int?>("small"),
            new Column<double?>("number"),
            new Column<bool?>("flag"),
            new Column<DateTime?>("time", LogicalType.Timestamp(isAdjustedToUtc: false, TimeUnit.Micros)),
            new Column<long[]>("list"),
            new Column<int?>("none"),
        ];
        using var file = new ParquetFileWriter(path, columns, properties);
        foreach (Range range in new[] { ..1000, 1000..1000, 1000.. })
        {
            using RowGroupWriter group = file.AppendRowGroup();
            Put(group, text[range]);
            Put(group, count[range]);
            Put(group, small[range]);
            Put(group, number[range]);
            Put(group, flag[range]);
            Put(group, time[range]);
            Put(group, lists[range]);
            Put(group, new int?[text[range].Length]);
        }

        file.Close();
    }

    private static void Put<T>(RowGroupWriter group, T[] values)
    {
        using LogicalColumnWriter<T> column = group.NextColumn().LogicalWriter<T>();
        column.WriteBatch(values);
    }
}
