using MdfMetrics.Aggregation;
using MdfMetrics.Latency;
using MdfMetrics.Tests.Maintenance;

namespace MdfMetrics.Tests.Storage;

/// <summary>The percentiles of docs/engines.md are those of Get-MdfOperatorMetric -MergeRun.</summary>
public sealed class EnginesPercentileTests : IDisposable
{
    private readonly TemporaryStore _store = new();

    public static TheoryData<PartitionBy[], bool> Stores => EnginesPage.Stores;

    public void Dispose() => _store.Dispose();

    [Theory]
    [MemberData(nameof(Stores))]
    public void Query_OfTheLayouts_AgreesWithMergedRuns(PartitionBy[] layouts, bool isCompacted)
    {
        for (int run = 0; run < 3; run++)
        {
            Sample sample = Sample.Create($"r{run}", Sample.Start.AddDays(14 * run), latencies: 200 + (100 * run));
            _store.Write(WithExtremes(sample), layouts[run % layouts.Length]);
        }

        if (isCompacted)
        {
            _store.Compact();
        }

        using DuckDb database = _store.OpenViews(layouts);

        AssertSame(database, Query(0.50), row => row.p50_latency);
        AssertSame(database, Query(0.95), row => row.p95_latency);
        AssertSame(database, Query(0.99), row => row.p99_latency);
    }

    [Theory]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(true, true)]
    public void Query_OfFilesWithoutTheNewestColumns_AgreesWithMergedRuns(bool isFirstOld, bool isLastOld)
    {
        foreach ((string id, bool isOld) in new[] { ("a", isFirstOld), ("b", isLastOld) })
        {
            _store.Write(Named(Sample.Create(id), null));
            if (isOld)
            {
                _store.Age(id);
            }
        }

        using DuckDb database = _store.OpenViews();

        AssertSame(database, Query(0.95), row => row.p95_latency);
    }

    [Fact]
    public void Query_AllRecordsOfAnOperator_AgreeWithTheirRanks()
    {
        Sample sample = Sample.Create(latencies: 2000);
        _store.Write(sample);
        using DuckDb database = _store.OpenViews();

        Dictionary<string, double> found = Found(database, Query(0.95));

        foreach (var rows in sample.Operators.GroupBy(row => $"{row.stage_name}/{row.operator_name}"))
        {
            double[] sorted = [.. rows.SelectMany(Sample.Latencies).Order()];
            double exact = sorted[(int)Math.Ceiling(0.95 * sorted.Length) - 1];
            Assert.InRange(found[rows.Key] / exact, 1 - 0.011, 1 + 0.011);
        }
    }

    [Fact]
    public void Query_WithAPipelineInAllThreePlaces_IsOfThatPipeline()
    {
        _store.Write(Named(Sample.Create("a", latencies: 300), "nightly"));
        _store.Write(Named(Sample.Create("b", latencies: 50), "hourly"));
        using DuckDb database = _store.OpenViews();
        string query = Query(0.95)
            .Replace("FROM histograms", "FROM histograms WHERE pipeline_name = 'nightly'")
            .Replace("FROM operators", "FROM operators WHERE pipeline_name = 'nightly'");

        AssertSame(database, query, row => row.p95_latency, "nightly");
    }

    [Theory]
    [InlineData("sql spark")]
    [InlineData("sql trino")]
    [InlineData("sql clickhouse")]
    public void Buckets_OfTheOtherDialects_TakeThePlaceOfDuckDbs(string dialect)
    {
        string buckets = Assert.Single(
            EnginesPage.Page.Blocks(dialect),
            block => block.StartsWith("WITH buckets AS (\n", StringComparison.Ordinal));
        const string Zeros =
            "UNION ALL\n    SELECT stage_name, operator_name, -1000000 AS i, zero_count AS n\n    FROM histograms\n),\n";

        Assert.EndsWith(Zeros, buckets, StringComparison.Ordinal);
        Assert.Contains($"{Zeros}merged AS (", Query(0.95), StringComparison.Ordinal);
    }

    /// <summary>With operators of latencies of zero, some and all, and of all the same.</summary>
    private static Sample WithExtremes(Sample sample)
    {
        OperatorMetrics[] workers = [.. sample.Operators.Take(2)];
        return sample with
        {
            Operators =
            [
                .. sample.Operators,
                .. workers.Select(row => Measured(row, "idle", [0, 0, 0])),
                .. workers.Select(row => Measured(row, "half_idle", [0, 0, 0, 0, 0, 0, 0.25, 1, 2, 4])),
                .. workers.Select(row => Measured(row, "steady", [0.001, 0.001, 0.001])),
            ],
        };
    }

    private static OperatorMetrics Measured(OperatorMetrics row, string name, double[] seconds)
    {
        var latencies = LatencyDistribution.FromValues(seconds);
        return row with
        {
            operator_name = name,
            operator_index = row.operator_index + 10,
            input_records = seconds.Length,
            min_latency = seconds.Min(),
            max_latency = seconds.Max(),
            p50_latency = latencies.Percentile(0.50),
            p95_latency = latencies.Percentile(0.95),
            p99_latency = latencies.Percentile(0.99),
            Latencies = latencies,
        };
    }

    private static Sample Named(Sample sample, string? pipeline) => new(
        sample.Run with { pipeline_name = pipeline },
        [.. sample.Stages.Select(row => row with { pipeline_name = pipeline })],
        [.. sample.Operators.Select(row => row with { pipeline_name = pipeline })]);

    private static Dictionary<string, double> Found(DuckDb database, string query) =>
        database.Query(query).ToDictionary(row => $"{row[0]}/{row[1]}", row => (double)row[2]!);

    private string Query(double q)
    {
        string query = _store.Sql("AS p95_latency\nFROM reached");
        Assert.Contains("CEIL(0.95e0 *", query, StringComparison.Ordinal);
        return query.Replace("CEIL(0.95e0 *", FormattableString.Invariant($"CEIL({q:F2}e0 *"));
    }

    private void AssertSame(DuckDb database, string query, Func<OperatorMetrics, double> percentile, string? only = null)
    {
        OperatorMetrics[] merged =
        [
            .. MetricsAggregator.MergeRuns(_store.Operators([.. _store.Runs()]))
                .Where(row => only is null || row.pipeline_name == only),
        ];
        Dictionary<string, double> found = Found(database, query);

        Assert.Equal(merged.Length, found.Count);
        NotEmpty.All(merged, row =>
        {
            double expected = percentile(row);
            double actual = found[$"{row.stage_name}/{row.operator_name}"];
            Assert.True(
                Math.Abs(actual - expected) <= 1e-12 * expected,
                $"{row.stage_name}/{row.operator_name}: {actual}, not {expected}");
        });
    }
}
