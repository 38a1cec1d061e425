using System.Text.Json;
using MdfMetrics.Tests.Integrity;
using MdfMetrics.Tests.Storage;

namespace MdfMetrics.Tests.Journal;

/// <summary>JSON columns of foreign journals on their way into files: one bad value costs itself alone.</summary>
public sealed class JournalBorderTests : IDisposable
{
    private const string Journal = "_journal/run_own/host-1.ndjson";

    private readonly TemporaryStore _store = new();

    public void Dispose() => _store.Dispose();

    [Theory]
    [InlineData("""{"loss": NaN, "in": {"x": [Infinity, 1.50]}}""", """{"loss":null,"in":{"x":[null,1.50]}}""", 0)]
    [InlineData("\"{\\\"loss\\\": NaN}\"", """{"loss":null}""", 0)]
    [InlineData("\"{'loss': 0.5}\"", null, 1)]
    [InlineData("17", null, 1)]
    [InlineData("[1]", null, 1)]
    [InlineData("""{"a": "\ud800"}""", """{"a":"\ufffd"}""", 1)]
    [InlineData("""{"a": 1e400}""", """{"a":null}""", 0)]
    public void Restore_CustomMetricsOfAnyKind_AreJsonOrLeftOut(string given, string? expected, int problems)
    {
        (OperatorMetrics row, List<MetricsException> told) = Restore($"\"custom_metrics\":{given},\"p95_latency\":NaN,");

        Assert.Equal((7, 0.5, double.NaN), (row.input_records, row.total_time, row.p95_latency));
        Assert.Equal(expected is null, row.custom_metrics is null);
        Assert.True(expected is null || JsonElement.DeepEquals(Root(expected), Root($"{row.custom_metrics}")));
        Assert.Equal(problems, told.Count);
        Assert.All(told, problem => Assert.Contains("line 2", problem.Message, StringComparison.Ordinal));
    }

    [Fact]
    public void Restore_FigureThatIsNaN_IsNotGiven()
    {
        (OperatorMetrics row, List<MetricsException> told) =
            Restore("\"max_latency\":Infinity,\"min_latency\":-Infinity,\"pass_rate\":NaN,");

        Assert.Equal((double.NaN, double.NaN, 100), (row.max_latency, row.min_latency, row.pass_rate));
        Assert.Empty(told);
    }

    private (OperatorMetrics Row, List<MetricsException> Problems) Restore(string columns)
    {
        List<MetricsException> problems = [];
        string row = JournalText.Operator("s", "o", 7).Replace(
            "\"worker_id\"",
            $"\"total_time\":0.5,{columns}\"worker_id\"",
            StringComparison.Ordinal);
        _store.Put(Journal, JournalText.Bytes(JournalText.Start("own", JournalText.DeadProcess), row));
        _store.Restore(problems.Add, "own");
        OperatorMetrics stored = Assert.Single(_store.Operators(_store.Run()));
        using var engine = new DuckDb();
        engine.Query($"SELECT json_keys(custom_metrics::JSON) FROM read_parquet('{_store.At("operators")}/*.parquet')");
        return (stored, problems);
    }

    private static JsonElement Root(string json) => JsonDocument.Parse(json).RootElement;
}
