using MdfMetrics.ParquetFiles;
using MdfMetrics.ParquetFiles.Columns;
using MdfMetrics.Storage.Schema;
using MdfMetrics.Tests.Storage;

namespace MdfMetrics.Tests.Fuzzing;

/// <summary>
/// A Parquet file of any writer, cut up: its rows are read, or it is told to be damaged or not supported.
/// </summary>
public sealed class ParquetFuzzTests : IDisposable
{
    private const int LargestFile = 20_000;

    /// <summary>Magic, and what Thrift's compact protocol begins and ends structs, lists and varints with.</summary>
    private static readonly string[] s_words =
    [
        "PAR1", "PARE", "schema", "run_id", "\0", "\u0001", "\u0015", "\u0018", "\u0019", "\u001C", "\u0026", "\u002C",
        "\u007F\u007F",
    ];

    private readonly TemporaryStore _store = new();

    public void Dispose() => _store.Dispose();

    [Fact]
    public void Read_AnyRuns_AreRows_OrTold() => Read("runs", MetricsSchema.Runs);

    [Fact]
    public void Read_AnyOperators_AreRows_OrTold() => Read("operators", MetricsSchema.Operators);

    [Fact]
    public void Read_AnyHistograms_AreRows_OrTold() => Read("histograms", MetricsSchema.Histograms);

    private void Read<TRow>(string dataset, DatasetSchema<TRow> schema)
        where TRow : class
    {
        byte[][] files = Files(dataset);
        Fuzz.Read(files, s_words, bytes =>
        {
            try
            {
                ParquetFile.Decode(schema, bytes, "any", rows => rows, default);
            }
            catch (MetricsException e)
            {
                Assert.True(e.Error is MetricsError.FileCorrupt or MetricsError.FileUnsupported, $"{e}");
                Assert.Contains("any", e.Message, StringComparison.Ordinal);
            }
        });
    }

    private byte[][] Files(string dataset)
    {
        _store.Write(Sample.Create());
        string data = Path.Combine(AppContext.BaseDirectory, "Data");
        return
        [
            .. new[] { _store.At(dataset), Path.Combine(data, "foreign"), Path.Combine(data, "foreign-writers") }
                .SelectMany(folder => Directory.GetFiles(folder, "*.parquet", SearchOption.AllDirectories))
                .Where(file => file.Replace('\\', '/').Contains($"/{dataset}/", StringComparison.Ordinal))
                .Order(StringComparer.Ordinal)
                .Select(File.ReadAllBytes)
                .Where(bytes => bytes.Length < LargestFile),
        ];
    }
}
