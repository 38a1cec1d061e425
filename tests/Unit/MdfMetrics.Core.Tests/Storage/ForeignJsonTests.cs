using MdfMetrics.Storage.Writing;
using MdfMetrics.Tests.Journal;
using MdfMetrics.Tests.Maintenance;

namespace MdfMetrics.Tests.Storage;

/// <summary>JSON columns of files of other writers: read as they are, and JSON once they are rewritten.</summary>
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
        string text = Python.Replace("'", "''", StringComparison.Ordinal);
        Rewrite("operators", $"SELECT * REPLACE ('{text}' AS custom_metrics)");
        RunMetrics run = _store.Run();
        using var other = new TemporaryStore();

        new MetricsWriter(other.Path, new WriterOptions()).WriteAll(run, [], _store.Operators(run));

        using var engine = DuckDb.Over(other.Path);
        Assert.Equal(Quoted, engine.Single("SELECT DISTINCT custom_metrics FROM operators"));
    }

    [Fact]
    public void Read_StructsAndMaps_AreTheTextOfJsonObjects()
    {
        _store.Write(Sample.Create("r1"));
        _store.Write(Sample.Create("r2"));
        _store.Compact();
        Rewrite("runs", """
            SELECT * REPLACE (
                CASE run_id
                    WHEN 'r' THEN {'ops': [{'name': 'a', 'args': [1, 2]}, {'name': 'é', 'args': []}], 'x': NULL::VARCHAR,
                        'deep': {'ok': true, 'rate': 0.5::DOUBLE, 'n': 9223372036854775807}}
                    WHEN 'r1' THEN {'ops': NULL, 'x': 'y', 'deep': NULL} END AS config,
                CASE run_id
                    WHEN 'r' THEN MAP {'team': 'search', 'k': NULL}
                    WHEN 'r1' THEN MAP {} END AS tags,
                CASE WHEN run_id = 'r2' THEN MAP {'gpu': [0.5::FLOAT, NULL]} END AS context)
            """);
        string[] expected =
        [
            """r {"ops":[{"name":"a","args":[1,2]},{"name":"é","args":[]}]"""
                + ""","deep":{"ok":true,"rate":0.5,"n":9223372036854775807}} {"team":"search","k":null} """,
            """r1 {"x":"y"} {} """,
            """r2   {"gpu":[0.5,null]}""",
        ];

        Assert.Equal(expected, Runs());
        Assert.Equal("search", _store.Runs()[0].tags!["TEAM"]);

        _store.Write(Sample.Create("other"));
        Assert.Equal(OptimizationStatus.Optimized, _store.Compact().status);

        Assert.Equal(expected, Runs());
        using var engine = DuckDb.Over(_store.Path);
        Assert.Equal("search", engine.Single("SELECT tags ->> '$.team' FROM runs WHERE run_id = 'r'"));
    }

    [Fact]
    public void Read_StructWithAValueThatJsonHasNot_IsRefusedWithItsColumn()
    {
        Rewrite("runs", "SELECT * REPLACE ({'at': TIMESTAMP '2026-01-24 12:00:00'} AS config)");
        List<MetricsException> errors = [];

        Assert.Empty(_store.Runs(errors: errors));

        Assert.Equal(MetricsError.FileUnsupported, Assert.Single(errors).Error);
        Assert.Contains("column config", errors[0].Message, StringComparison.Ordinal);
    }

    private IEnumerable<string> Runs() => _store.Runs()
        .Where(run => run.run_id != "other")
        .Select(run => $"{run.run_id} {run.config} {run.tags} {run.context}")
        .Order(StringComparer.Ordinal);

    private void Rewrite(string dataset, string select)
    {
        string path = Assert.Single(Directory.GetFiles(_store.At(dataset)));
        using var engine = new DuckDb();
        engine.Execute($"COPY ({select} FROM '{path}') TO '{path}.new' (FORMAT parquet)");
        File.Move(path + ".new", path, overwrite: true);
    }
}
