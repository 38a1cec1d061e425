using MdfMetrics.ParquetFiles;
using MdfMetrics.ParquetFiles.Columns;
using MdfMetrics.ParquetFiles.Decoding;
using MdfMetrics.Tests.Storage;
using ParquetSharp;
using Xunit.Abstractions;

namespace MdfMetrics.Tests.ParquetFiles;

/// <summary>Lists as steps from one item to the next: DELTA_BINARY_PACKED.</summary>
public sealed class DeltaListTests(ITestOutputHelper output) : IDisposable
{
    private static readonly DatasetSchema<Row> s_schema = new(
        "lists",
        "lists_",
        keyColumns: 1,
        () => new Row(),
        ColumnOf<Row>.Text(nameof(Row.run_id), row => row.run_id),
        ColumnOf<Row>.List(nameof(Row.list), row => row.list));

    private readonly TemporaryStore _store = new();
    private readonly Random _random = Seeded.Random(output);

    private string Path => _store.At("lists.parquet");

    public void Dispose() => _store.Dispose();

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(20)]
    [InlineData(56)]
    [InlineData(57)]
    [InlineData(62)]
    [InlineData(64)]
    public void Lists_WithStepsOfSoManyBits_AreReadAlikeByAll(int bits)
    {
        long[][] lists = [.. Enumerable.Range(0, 300).Select(i => Items(i % 5 == 0 ? 0 : _random.Next(40), bits))];

        File.WriteAllBytes(Path, Write(lists));

        Assert.Equal(lists, Read());
        Assert.Equal(lists, ReadRows());
        Assert.Equal(lists, InDuckDb());
        Assert.Equal(lists, InParquetCpp());
        Assert.True(IsDelta());
        FileStatistics.Check(Path);
    }

    [Fact]
    public void Lists_Extreme_AreReadAlikeByAll()
    {
        long[][] lists =
            [[long.MinValue, long.MaxValue, 0, -1, long.MaxValue, long.MinValue], [], [long.MinValue], [0]];

        File.WriteAllBytes(Path, Write(lists));

        Assert.Equal(lists, Read());
        Assert.Equal(lists, ReadRows());
        Assert.Equal(lists, InDuckDb());
        Assert.Equal(lists, InParquetCpp());
        FileStatistics.Check(Path);
    }

    [Fact]
    public void Lists_AllEmpty_AreReadAlikeByAll()
    {
        long[][] lists = [[], [], []];

        File.WriteAllBytes(Path, Write(lists));

        Assert.Equal(lists, Read());
        Assert.Equal(lists, ReadRows());
        Assert.Equal(lists, InDuckDb());
        Assert.Equal(lists, InParquetCpp());
        Assert.Equal(1, FileStatistics.Check(Path));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Lists_OfParquetCppInPagesOfEitherVersion_AreRead(bool isVersion2)
    {
        long?[]?[] lists = [.. Enumerable.Range(0, 3000).Select(i => i % 11 == 3 ? null
            : Items(_random.Next(30), 1 + (i % 64)).Select((item, k) => k % 13 == 5 ? null : (long?)item).ToArray())];
        using (var writer = new ParquetFileWriter(
            Path,
            [new ParquetSharp.Column<string>("run_id"), new ParquetSharp.Column<long?[]>("list")],
            new WriterPropertiesBuilder()
                .DisableDictionary().Encoding("list.list.item", Encoding.DeltaBinaryPacked)
                .Compression(Compression.Zstd)
                .DataPagesize(2048)
                .DataPageVersion(isVersion2 ? ParquetDataPageVersion.V2 : ParquetDataPageVersion.V1)
                .Build()))
        {
            using RowGroupWriter group = writer.AppendRowGroup();
            using (LogicalColumnWriter<string> ids = group.NextColumn().LogicalWriter<string>())
            {
                ids.WriteBatch([.. lists.Select(_ => "a")]);
            }

            using (LogicalColumnWriter<long?[]?> items = group.NextColumn().LogicalWriter<long?[]?>())
            {
                items.WriteBatch(lists);
            }

            writer.Close();
        }

        long[][] expected = [.. lists.Select(list => (list ?? []).OfType<long>().ToArray())];
        Assert.True(IsDelta());
        Assert.Equal(expected, Read());
        Assert.Equal(expected, ReadRows());
    }

    private static byte[] Write(long[][] lists) =>
        ParquetFile.Serialize(s_schema, [.. lists.Select(list => new Row { run_id = "a", list = list })]);

    /// <summary>Items whose steps take up to so many bits.</summary>
    private long[] Items(int count, int bits)
    {
        long last = _random.NextInt64();
        return [.. Enumerable.Range(0, count).Select(_ =>
            last += bits == 0 ? 3 : (long)((ulong)_random.NextInt64(long.MinValue, long.MaxValue) >> (64 - bits)))];
    }

    private long[][] Read()
    {
        using ParquetSource source = ParquetSource.Open(Path);
        var group = new ColumnGroup(source, 0);
        using IListCursor lists = group.ReadListsAsync("list").AsTask().GetAwaiter().GetResult();
        long[][] read = [.. Enumerable.Range(0, group.RowCount).Select(_ => lists.Next().ToArray())];
        lists.Finish("list");
        return read;
    }

    private long[][] ReadRows() =>
        [.. ParquetFile.Read(s_schema, Path, null, null, rows => rows, default).Select(row => row.list)];

    private long[][] InDuckDb()
    {
        using var engine = new DuckDb();
        return [.. engine.Query($"SELECT list FROM '{Path}'").Select(row => ((IEnumerable<long>)row[0]!).ToArray())];
    }

    private long[][] InParquetCpp()
    {
        using var reader = new ParquetFileReader(Path);
        using RowGroupReader group = reader.RowGroup(0);
        using LogicalColumnReader<long?[]> column = group.Column(1).LogicalReader<long?[]>();
        return [.. column.ReadAll((int)group.MetaData.NumRows).Select(list => list.OfType<long>().ToArray())];
    }

    private bool IsDelta()
    {
        using var reader = new ParquetFileReader(Path);
        using RowGroupReader group = reader.RowGroup(0);
        using ColumnChunkMetaData chunk = group.MetaData.GetColumnChunkMetaData(1);
        return chunk.Encodings.Contains(Encoding.DeltaBinaryPacked);
    }

    private sealed class Row
    {
        public string run_id { get; set; } = "";

        public long[] list { get; set; } = [];
    }
}
