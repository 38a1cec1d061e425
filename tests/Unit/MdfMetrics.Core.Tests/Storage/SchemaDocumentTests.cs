using MdfMetrics.Latency;
using MdfMetrics.ParquetFiles.Columns;
using MdfMetrics.Storage.Schema;

namespace MdfMetrics.Tests.Storage;

/// <summary>What docs/schema.md says is so.</summary>
public sealed class SchemaDocumentTests
{
    private static readonly string s_document =
        File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Data", "schema.md"));

    [Fact]
    public void Document_EveryColumn_IsDescribed()
    {
        foreach (Dataset dataset in MetricsSchema.All)
        {
            string section = s_document.Split($"\n## {dataset.Name}\n")[1].Split("\n## ")[0];
            Assert.All(
                dataset.CreateBatchColumns(),
                column => Assert.Contains($"`{column.Name}`", section, StringComparison.Ordinal));
        }
    }

    [Fact]
    public void Document_PercentileQuery_AgreesWithMergedLatencies()
    {
        using var store = new TemporaryStore();
        Sample sample = Sample.Create(latencies: 2000);
        store.Write(sample);
        using DuckDb database = DuckDb.Over(store.Path);
        string query = s_document.Split("```sql")
            .Select(text => text.Split("```")[0])
            .Single(text => text.Contains("WITH", StringComparison.Ordinal));

        Dictionary<string, double> found = database.Query(query.Trim().TrimEnd(';'))
            .ToDictionary(row => $"{row[0]}/{row[1]}", row => (double)row[2]!);

        Assert.Equal(4, found.Count);
        foreach (var rows in sample.Operators.GroupBy(row => $"{row.stage_name}/{row.operator_name}"))
        {
            double[] sorted = [.. rows.SelectMany(Sample.Latencies).Order()];
            double exact = sorted[(int)Math.Ceiling(0.95 * sorted.Length) - 1];
            Assert.InRange(found[rows.Key] / exact, 1 - 0.011, 1 + 0.011);
            LatencyDistribution merged = LatencyDistribution.Merge(rows.Select(row => row.Latencies!));
            Assert.Equal(merged.Percentile(0.95), found[rows.Key], 9);
        }
    }
}
