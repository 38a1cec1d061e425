using System.Globalization;
using ParquetSharp;

namespace MdfMetrics.Tests.Storage;

/// <summary>What we write, read by DuckDB and parquet-cpp.</summary>
public sealed class IndependentReaderTests : IDisposable
{
    private readonly TemporaryStore _store = new();

    public static TheoryData<string> Datasets() => [.. ColumnExpectations.All.Keys];

    public static TheoryData<string, string> TimeColumns() => new()
    {
        { "runs", "start_time" },
        { "runs", "end_time" },
        { "stages", "timestamp" },
        { "operators", "timestamp" },
        { "histograms", "timestamp" },
    };

    public void Dispose() => _store.Dispose();

    [Theory]
    [MemberData(nameof(Datasets))]
    public void Describe_InDuckDb_NamesTypesAndOrderAreTheContract(string dataset)
    {
        _store.Write(Sample.Create());
        using DuckDb database = DuckDb.Over(_store.Path);

        string[] columns = [.. database.Query($"DESCRIBE {dataset}").Select(row => $"{row[0]} {row[1]}")];

        // DuckDB shows both resolutions as TIMESTAMP; parquet-cpp tells them apart below.
        Assert.Equal(ColumnExpectations.Of(dataset).Select(column => column.Replace("_MS", "")), columns);
    }

    [Theory]
    [MemberData(nameof(Datasets))]
    public void Schema_InParquetCpp_TypesAreTheContractAndAllOptional(string dataset)
    {
        RunMetrics run = _store.Write(Sample.Create());
        using var reader = new ParquetFileReader(_store.Files()
            .Where(file => file.StartsWith(dataset, StringComparison.Ordinal))
            .Select(_store.At)
            .Single());
        SchemaDescriptor schema = reader.FileMetaData.Schema;

        string[] expected = ColumnExpectations.Of(dataset);
        Assert.Equal(expected.Length, schema.NumColumns);
        for (int i = 0; i < expected.Length; i++)
        {
            ColumnDescriptor column = schema.Column(i);
            string[] words = expected[i].Split(' ');
            Assert.Equal(words[0], column.Path.ToDotVector()[0]);
            Assert.Equal(words[1].EndsWith("[]", StringComparison.Ordinal) ? 1 : 0, column.MaxRepetitionLevel);
            Assert.Equal(words[1].EndsWith("[]", StringComparison.Ordinal) ? 3 : 1, column.MaxDefinitionLevel);
            Assert.Equal(
                words[1].TrimEnd('[', ']') switch
                {
                    "VARCHAR" => (PhysicalType.ByteArray, LogicalTypeEnum.String),
                    "DOUBLE" => (PhysicalType.Double, LogicalTypeEnum.None),
                    "BIGINT" => (PhysicalType.Int64, LogicalTypeEnum.Int),
                    _ => (PhysicalType.Int64, LogicalTypeEnum.Timestamp),
                },
                (column.PhysicalType, column.LogicalType.Type));
            if (column.LogicalType is TimestampLogicalType timestamp)
            {
                Assert.Equal(TimeUnit.Millis, timestamp.TimeUnit);
                Assert.False(timestamp.IsAdjustedToUtc);
            }
        }

        Assert.Equal("1", reader.FileMetaData.KeyValueMetadata["mdf.schema"]);
        Assert.StartsWith("MdfMetrics ", reader.FileMetaData.KeyValueMetadata["mdf.writer"], StringComparison.Ordinal);
    }

    [Fact]
    public void Rows_InDuckDb_HaveTheValues()
    {
        Sample sample = Sample.Create();
        _store.Write(sample);
        using DuckDb database = DuckDb.Over(_store.Path);

        Assert.Equal(
            new object?[]
            {
                Sample.Id, Sample.Start, Sample.Start.AddSeconds(90.5), 90.5, 2L, 1000L, 250L, 25.0,
                11.04972375690608, 3L, """{"executor":{"name":"été 数据"}}""", "completed", null, "host-1",
                """{"team":"data"}""", """{"user":"me"}""", "nightly",
            },
            Assert.Single(database.Query("SELECT * FROM runs")));
        Assert.Equal(
            sample.Operators.Select(row => $"{row.stage_name}/{row.operator_name}/{row.worker_id}"),
            database.Query("SELECT stage_name || '/' || operator_name || '/' || worker_id FROM operators")
                .Select(row => row[0]));
        Assert.Equal(
            sample.Operators.Select(row => (object)row.p95_latency),
            database.Query("SELECT p95_latency FROM operators").Select(row => row[0]));
        Assert.Equal(
            sample.Stages.Select(row => (object)row.input_records),
            database.Query("SELECT input_records FROM stages").Select(row => row[0]));
    }

    [Theory]
    [MemberData(nameof(TimeColumns))]
    public void RangeFilter_OnTimeColumn_FindsTheRows(string dataset, string column)
    {
        // Two runs an hour apart; Superset filters with literals of microseconds, and DuckDB prunes by statistics.
        foreach (int hour in new[] { 12, 13, 14 })
        {
            DateTime start = new(2026, 1, 24, hour, 30, 0, 250, DateTimeKind.Utc);
            _store.Write(Sample.Create($"run_20260124_{hour}3000_0000000{hour - 10}", start, stages: 1));
        }

        using DuckDb database = DuckDb.Over(_store.Path);

        Assert.Equal(
            ["run_20260124_133000_00000003"],
            database.Query(
                $"""
                SELECT DISTINCT run_id FROM {dataset}
                WHERE {column} >= '2026-01-24 13:00:00.000000' AND {column} < '2026-01-24 14:00:00.000000'
                """).Select(row => row[0]));
        Assert.Equal(
            2L,
            database.Single(
                $"SELECT count(DISTINCT run_id) FROM {dataset} WHERE {column} >= TIMESTAMP '2026-01-24 13:00:00'"));
        Assert.Equal(
            0L,
            database.Single($"SELECT count(*) FROM {dataset} WHERE {column} > '2026-01-24 15:00:00.000000'"));
    }

    [Fact]
    public void EqualityFilter_OnNamesThatUtf16OrdersOtherwise_FindsTheRow()
    {
        // By UTF-8 "～" (U+FF5E) comes before "😀" (U+1F600), by UTF-16 after it: wrong limits would hide one of them.
        Sample sample = Sample.Create(stages: 2);
        _store.Write(sample with
        {
            Stages = [sample.Stages[0] with { stage_name = "～" }, sample.Stages[1] with { stage_name = "😀" }],
        });
        using DuckDb database = DuckDb.Over(_store.Path);

        Assert.Equal(1L, database.Single("SELECT count(*) FROM stages WHERE stage_name = '😀'"));
        Assert.Equal(1L, database.Single("SELECT count(*) FROM stages WHERE stage_name = '～'"));
    }

    [Fact]
    public void SlowOperatorsQuery_OfTheReadme_RunsUnchanged()
    {
        _store.Write(Sample.Create("run_20260124_123456", stages: 2));
        using DuckDb database = DuckDb.Over(_store.Path);

        List<object?[]> rows = database.Query(
            """
            SELECT
                operator_name,
                stage_name,
                AVG(throughput) as avg_throughput,
                AVG(p95_latency) as avg_p95_latency
            FROM operators
            WHERE run_id = 'run_20260124_123456'
            GROUP BY operator_name, stage_name
            ORDER BY avg_throughput ASC
            LIMIT 10
            """);

        Assert.Equal(4, rows.Count);
        Assert.All(rows, row => Assert.Equal(500.0, row[2]));
    }

    [Fact]
    public void LowestPassRateQuery_OfTheReadme_RunsUnchanged()
    {
        _store.Write(Sample.Create());
        using DuckDb database = DuckDb.Over(_store.Path);

        List<object?[]> rows = database.Query(
            """
            SELECT
                stage_name,
                AVG(pass_rate) as avg_pass_rate,
                SUM(input_records) as total_input
            FROM stages
            GROUP BY stage_name
            ORDER BY avg_pass_rate ASC
            """);

        Assert.Equal(["stage_0", "stage_1"], rows.Select(row => row[0]).Order());
        Assert.Equal(1999m, rows.Sum(row => decimal.Parse($"{row[2]}", CultureInfo.InvariantCulture)));
    }

    [Theory]
    [InlineData(0.50, "p50_latency")]
    [InlineData(0.95, "p95_latency")]
    [InlineData(0.99, "p99_latency")]
    public void Percentile_RecomputedInSqlFromBuckets_AgreesWithTheRow(double q, string column)
    {
        // p…_latency are set from the raw values here, so that the buckets are held to their bound of 1.1 %.
        Sample sample = Sample.Create(latencies: 20_000);
        _store.Write(sample with { Operators = [.. sample.Operators.Select(Exact)] });
        using DuckDb database = DuckDb.Over(_store.Path);

        List<object?[]> rows = database.Query(FormattableString.Invariant(
            $"""
            WITH buckets AS (
                SELECT run_id, stage_name, operator_name, worker_id,
                       unnest(bucket_index) AS i, unnest(bucket_count) AS n
                FROM histograms),
            running AS (
                SELECT *, sum(n) OVER (PARTITION BY stage_name, operator_name, worker_id ORDER BY i) AS upto,
                       sum(n) OVER (PARTITION BY stage_name, operator_name, worker_id) AS total
                FROM buckets),
            found AS (
                SELECT stage_name, operator_name, worker_id, min(i) AS i
                FROM running WHERE upto >= ceil({q} * total) GROUP BY ALL)
            SELECT 2 * pow(2, (i - 1) / 32.0) * pow(2, i / 32.0) / (pow(2, (i - 1) / 32.0) + pow(2, i / 32.0)),
                   o.{column}
            FROM found JOIN operators o USING (stage_name, operator_name, worker_id)
            """));

        Assert.Equal(8, rows.Count);
        Assert.All(rows, row => Assert.InRange((double)row[0]! / (double)row[1]!, 1 - 0.011, 1 + 0.011));
    }

    [Fact]
    public void UndefinedAndInfiniteNumbers_InFiles_AreNull()
    {
        Sample sample = Sample.Create(latencies: 0);
        _store.Write(sample with
        {
            Run = sample.Run with { overall_pass_rate = double.NaN, avg_throughput = double.PositiveInfinity },
            Stages = [sample.Stages[0] with { total_time = double.NegativeInfinity, pass_rate = double.NaN }],
        });
        using DuckDb database = DuckDb.Over(_store.Path);

        foreach (string dataset in new[] { "runs", "stages", "operators" })
        {
            foreach (string column in ColumnExpectations.Of(dataset)
                .Where(text => text.EndsWith("DOUBLE", StringComparison.Ordinal)))
            {
                string name = column.Split(' ')[0];
                Assert.Equal(
                    0L,
                    database.Single($"SELECT count(*) FROM {dataset} WHERE isnan({name}) OR isinf({name})"));
            }
        }

        Assert.Equal([null, null], Assert.Single(database.Query("SELECT overall_pass_rate, avg_throughput FROM runs")));
        RunMetrics read = Assert.Single(_store.Runs());
        Assert.Equal(double.NaN, read.overall_pass_rate);
        Assert.Equal(double.NaN, read.avg_throughput);
    }

    [Fact]
    public void RunWithoutRows_FilesAreReadable()
    {
        RunMetrics run = _store.Write(Sample.Create(stages: 0));
        using DuckDb database = DuckDb.Over(_store.Path);

        Assert.Equal(4, _store.Files().Length);
        foreach (string dataset in new[] { "stages", "operators", "histograms" })
        {
            Assert.Equal(0L, database.Single($"SELECT count(*) FROM {dataset}"));
            using var reader = new ParquetFileReader(_store.At($"{dataset}/{dataset}_{RunId.Key(Sample.Id)}.parquet"));
            Assert.Equal(0, reader.FileMetaData.NumRows);
        }

        Assert.Empty(_store.Stages(run));
        Assert.Empty(_store.Operators(run));
    }

    [Fact]
    public void LongConfiguration_IsNotStoredManyTimesOver()
    {
        Sample sample = Sample.Create(stages: 0);
        string text = string.Concat(Enumerable.Range(0, 2000).Select(i => $"{i * 7919 % 10007:x4}"));
        RunMetrics run = _store.Write(sample with
        {
            Run = sample.Run with { config = JsonMap.FromJson($$"""{"text":"{{text}}"}""") },
        });

        // 8 KB that hardly shrink, besides what a run's file has anyway.
        Assert.InRange(new FileInfo(run.path!).Length, 0, 16_000);
    }

    /// <summary>The row with percentiles from the bucketless truth: nearest rank over the raw values.</summary>
    private static OperatorMetrics Exact(OperatorMetrics row)
    {
        double[] sorted = [.. Sample.Latencies(row).Order()];
        return row with
        {
            p50_latency = sorted[(int)Math.Ceiling(0.50 * sorted.Length) - 1],
            p95_latency = sorted[(int)Math.Ceiling(0.95 * sorted.Length) - 1],
            p99_latency = sorted[(int)Math.Ceiling(0.99 * sorted.Length) - 1],
        };
    }
}
