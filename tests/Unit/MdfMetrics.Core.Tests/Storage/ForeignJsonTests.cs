using MdfMetrics.Storage.Writing;
using MdfMetrics.Tests.Journal;
using MdfMetrics.Tests.Maintenance;

namespace MdfMetrics.Tests.Storage;

/// <summary>JSON columns of files that other writers made: they are read as they are, and become JSON when rewritten.</summary>
public sealed class ForeignJsonTests : IDisposable
{
    private const string Python = "{'loss': 0.5}";
    private const string Quoted = "\"{'loss': 0.5}\"";

    private readonly TemporaryStore _store = new();

    public ForeignJsonTests() => _store.Write(Sample.Create("r"));

    public void Dispose() => _store.Dispose();

    [Theory]
    [InlineData(Python, Quoted)]
    [InlineData("""{"loss": NaN, "in": [1e400]}""", """{"loss":null,"in":[null]}""")]
    [InlineData("""{ "kept" : 1.50 }""", """{ "kept" : 1.50 }""")]
    public void Compact_TextOfAnyKind_IsJsonForEveryEngineAfterwards(string given, string expected)
    {
        string text = given.Replace("'", "''", StringComparison.Ordinal);
        Rewrite("operators", $"SELECT * REPLACE ('{text}' AS custom_metrics)");
        Rewrite("runs", $"SELECT * REPLACE ('{text}' AS config, '{text}' AS tags, '{text}' AS context)");
        Assert.All(_store.Operators(_store.Run()), row => Assert.Equal(given, $"{row.custom_metrics}"));

        _store.Write(Sample.Create("other"));
        Assert.Equal(OptimizationStatus.Optimized, _store.Compact().status);

        using var engine = DuckDb.Over(_store.Path);
        Assert.Equal(expected, engine.Single(
            "SELECT DISTINCT custom_metrics FROM operators WHERE run_id = 'r' AND json_valid(custom_metrics)"));
        Assert.Equal(
            [expected, expected, expected],
            Assert.Single(engine.Query("SELECT config, tags, context FROM runs WHERE run_id = 'r' AND json_valid(config)")));
        engine.Query("SELECT json_keys(custom_metrics::JSON) FROM operators");
    }

    [Fact]
    public void Write_RowsThatWereReadFromSuchAFile_AreJson()
    {
        Rewrite("operators", $"SELECT * REPLACE ('{Python.Replace("'", "''", StringComparison.Ordinal)}' AS custom_metrics)");
        RunMetrics run = _store.Run();
        using var other = new TemporaryStore();

        new MetricsWriter(other.Path, new WriterOptions()).WriteAll(run, [], _store.Operators(run));

        using var engine = DuckDb.Over(other.Path);
        Assert.Equal(Quoted, engine.Single("SELECT DISTINCT custom_metrics FROM operators"));
    }

    private void Rewrite(string dataset, string select)
    {
        string path = Assert.Single(Directory.GetFiles(_store.At(dataset)));
        using var engine = new DuckDb();
        engine.Execute($"COPY ({select} FROM '{path}') TO '{path}.new' (FORMAT parquet)");
        File.Move(path + ".new", path, overwrite: true);
    }
}
