using MdfMetrics.ParquetFiles.Decoding;
using MdfMetrics.ParquetFiles;
using MdfMetrics.Tests.Storage;

namespace MdfMetrics.Tests.ParquetFiles;

/// <summary>Lists, row by row, in files of other writers and encodings.</summary>
public sealed class ListColumnTests : IDisposable
{
    /// <summary>Lists of 0 to 9,999 items of few and of many values, NULLs among them and in place of them.</summary>
    private const string Lists =
        """
        SELECT i, CASE WHEN i % 11 = 3 THEN NULL WHEN i % 7 = 0 THEN []
                       ELSE [CASE WHEN k % 13 = 5 AND i % 2 = 0 THEN NULL
                                  WHEN i % 3 = 0 THEN (k * 7919 * i) % 1000003 - 500000
                                  ELSE (k + i) % {0} END FOR k IN range(i % 300 + CASE WHEN i % 1000 = 1 THEN 9700 ELSE 0 END)]
                  END AS list
        FROM range(3000) t(i)
        """;

    private readonly TemporaryStore _store = new();

    public void Dispose() => _store.Dispose();

    [Theory]
    [InlineData("snappy", 1)]
    [InlineData("snappy", 40)]
    [InlineData("zstd", 70000)]
    [InlineData("uncompressed", 5)]
    [InlineData("gzip", 5)]
    [InlineData("zstd', PARQUET_VERSION 'V2", 5)]
    public void ReadLists_FilesOfDuckDb_GivesWhatIsNotNull(string codec, int values)
    {
        string query = Lists.Replace("{0}", $"{values}", StringComparison.Ordinal);
        string path = _store.At("lists.parquet");
        using var database = new DuckDb();
        database.Execute($"COPY ({query}) TO '{path}' (FORMAT parquet, COMPRESSION '{codec}', ROW_GROUP_SIZE 2048)");

        List<(long, long, long)> found = [];
        using (ParquetSource source = ParquetSource.Open(path))
        {
            for (int group = 0; group < source.Groups; group++)
            {
                Read(new ColumnGroup(source, group), found);
            }
        }

        Assert.Equal(
            database.Query(
                $"""
                SELECT len(l), coalesce(list_sum(l), 0)::BIGINT, coalesce(l[-1], 0)
                FROM (SELECT i, list_filter(coalesce(list, []), x -> x IS NOT NULL) AS l FROM ({query})) ORDER BY i
                """).Select(row => ((long)row[0]!, (long)row[1]!, (long)row[2]!)),
            found);
    }

    [Fact]
    public async Task ReadLists_NoSuchColumn_AreEmpty()
    {
        _store.Write(Sample.Create());
        using ParquetSource source = ParquetSource.Open(_store.At(_store.Files().Single(file => file.StartsWith("runs", StringComparison.Ordinal))));
        var group = new ColumnGroup(source, 0);

        using IListCursor lists = await group.ReadListsAsync("bucket_index");

        Assert.True(lists.Next().IsEmpty);
        lists.Finish("bucket_index");
    }

    [Fact]
    public void ReadLists_DamagedPages_AreAnErrorOfTheFileAndNothingElse()
    {
        RunMetrics run = _store.Write(Sample.Create(latencies: 5000));
        string path = run.path!.Replace("runs", "histograms", StringComparison.Ordinal)
            .Replace("/run_", "/histograms_", StringComparison.Ordinal);
        byte[] content = File.ReadAllBytes(path);
        var random = new Random(1);
        int refused = 0;
        for (int i = 0; i < 300; i++)
        {
            byte[] damaged = [.. content];
            damaged[random.Next(4, content.Length - 8)] ^= (byte)random.Next(1, 256);
            File.WriteAllBytes(path, damaged);
            try
            {
                ParquetFile.Guard("histograms", path, () =>
                {
                    using ParquetSource source = ParquetSource.Open(path);
                    Read(new ColumnGroup(source, 0), [], "bucket_index");
                    return 0;
                });
            }
            catch (MetricsException error)
            {
                Assert.Equal((MetricsError.FileCorrupt, path), (error.Error, error.Target));
                refused++;
            }
        }

        Assert.InRange(refused, 1, 300);
    }

    private static void Read(ColumnGroup group, List<(long Count, long Sum, long Last)> found, string column = "list")
    {
        using IListCursor lists = group.ReadListsAsync(column).AsTask().GetAwaiter().GetResult();
        for (int i = 0; i < group.RowCount; i++)
        {
            ReadOnlySpan<long> list = lists.Next();
            long sum = 0;
            foreach (long item in list)
            {
                sum += item;
            }

            found.Add((list.Length, sum, list.IsEmpty ? 0 : list[^1]));
        }

        lists.Finish(column);
    }
}
