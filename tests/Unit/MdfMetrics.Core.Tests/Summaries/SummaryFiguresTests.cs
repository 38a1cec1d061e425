using MdfMetrics.ParquetFiles;
using MdfMetrics.Storage.Layout;
using MdfMetrics.Storage.Reading;
using MdfMetrics.Summaries;
using MdfMetrics.Summaries.Periods;
using MdfMetrics.Tests.Storage;

namespace MdfMetrics.Tests.Summaries;

/// <summary>The figures, worked out by DuckDB over the runs' own files.</summary>
public sealed class SummaryFiguresTests : IDisposable
{
    private const string Operators =
        """
        SELECT date_trunc('{0}', start_time) AS period_start, stage_name, operator_name,
               count(DISTINCT o.run_id), count(DISTINCT o.run_id) FILTER (status = 'failed'),
               sum(input_records)::BIGINT, sum(output_records)::BIGINT, sum(error_count)::BIGINT,
               sum(total_time), sum(input_records * pass_rate) / sum(input_records), sum(input_records) / sum(total_time),
               min(min_latency), max(max_latency), min(stage_index), min(operator_index)
        FROM operators o JOIN runs USING (run_id) GROUP BY ALL ORDER BY 1, 14, 15
        """;

    private const string Stages =
        """
        SELECT date_trunc('{0}', start_time) AS period_start, stage_name,
               count(DISTINCT s.run_id), count(DISTINCT s.run_id) FILTER (status = 'failed'),
               sum(input_records)::BIGINT, sum(output_records)::BIGINT, sum(error_count)::BIGINT,
               sum(total_time), sum(wall_time), sum(input_records) / sum(wall_time),
               min(wall_time), max(wall_time), quantile_disc(wall_time, 0.5), quantile_disc(wall_time, 0.95)
        FROM stages s JOIN runs USING (run_id) GROUP BY ALL ORDER BY 1, min(stage_index)
        """;

    private const string Runs =
        """
        SELECT date_trunc('{0}', start_time) AS period_start, count(*), count(*) FILTER (status = 'failed'),
               sum(total_input_records)::BIGINT, sum(total_output_records)::BIGINT, sum(total_errors)::BIGINT,
               sum(duration), sum(total_input_records * overall_pass_rate) / sum(total_input_records),
               sum(total_input_records) / sum(duration), min(duration), max(duration),
               quantile_disc(duration, 0.5), quantile_disc(duration, 0.95)
        FROM runs GROUP BY ALL ORDER BY 1
        """;

    private readonly TemporaryStore _store = new();

    /// <summary>
    /// 40 runs of all layouts, 5 hours apart, over a month's end and a change to summer time in New York.
    /// </summary>
    public SummaryFiguresTests() =>
        _store.WriteNumbered(new DateTime(2026, 3, 5, 4, 59, 59, 999, DateTimeKind.Utc), 40, 20);

    public void Dispose() => _store.Dispose();

    [Theory]
    [InlineData(SummaryPeriod.Hour, 40)]
    [InlineData(SummaryPeriod.Day, 33)]
    [InlineData(SummaryPeriod.Week, 6)]
    [InlineData(SummaryPeriod.Month, 2)]
    public void Update_RunsOfAllLayouts_AgreesWithDuckDb(SummaryPeriod period, int periods)
    {
        _store.Summarize(period);

        var query = new SummaryQuery { Period = period };
        using DuckDb database = Database();
        Compare(
            database.Query(Sql(Runs, period)),
            _store.RunSummaries(query).Select(row => new object?[]
            {
                row.period_start.ToUniversalTime(),
                row.run_count,
                row.failed_count,
                row.total_input_records,
                row.total_output_records,
                row.total_errors,
                row.total_duration,
                row.overall_pass_rate,
                row.avg_throughput,
                row.min_duration,
                row.max_duration,
                row.p50_duration,
                row.p95_duration,
            }));
        Compare(
            database.Query(Sql(Stages, period)),
            _store.StageSummaries(query).Select(row => new object?[]
            {
                row.period_start.ToUniversalTime(),
                row.stage_name,
                row.run_count,
                row.failed_count,
                row.input_records,
                row.output_records,
                row.error_count,
                row.total_time,
                row.wall_time,
                row.throughput,
                row.min_wall_time,
                row.max_wall_time,
                row.p50_wall_time,
                row.p95_wall_time,
            }));
        Compare(
            database.Query(Sql(Operators, period)),
            _store.OperatorSummaries(query).Select(row => new object?[]
            {
                row.period_start.ToUniversalTime(),
                row.stage_name,
                row.operator_name,
                row.run_count,
                row.failed_count,
                row.input_records,
                row.output_records,
                row.error_count,
                row.total_time,
                row.pass_rate,
                row.throughput,
                row.min_latency,
                row.max_latency,
                row.stage_index,
                row.operator_index,
            }));
        Assert.Equal(periods, _store.RunSummaries(query).Count);
        NotEmpty.All(_store.RunSummaries(query), row => Assert.Equal(DateTimeKind.Local, row.period_start.Kind));
    }

    [Fact]
    public void Update_Roles_HaveTheRatesOfTheirRoles()
    {
        using var store = new TemporaryStore();
        for (int run = 1; run <= 2; run++)
        {
            var sample = Sample.Create($"roles-{run}", new DateTime(2026, 3, 5, run, 0, 0, DateTimeKind.Utc));
            OperatorMetrics row = sample.Operators[0] with { latency_method = null };
            store.Write(sample with
            {
                Operators =
                [
                    row with { operator_name = "read", role = "source", input_records = 0, output_records = 100 * run, total_time = 4, pass_rate = double.NaN },
                    row with { operator_name = "sum", role = "aggregate", input_records = 100 * run, output_records = 1, failed_records = 4, pass_rate = 100 - (4.0 / run) },
                ],
            });
        }

        store.Summarize(SummaryPeriod.Day);

        OperatorSummary[] rows = [.. store.OperatorSummaries(new SummaryQuery { Period = SummaryPeriod.Day })];
        OperatorSummary source = rows.Single(row => row.operator_name == "read");
        Assert.Equal((0, 300, double.NaN, 300 / 8.0), (source.input_records, source.output_records, source.pass_rate, source.throughput));
        Assert.Equal(100.0 * (300 - 8) / 300, rows.Single(row => row.operator_name == "sum").pass_rate, 9);
    }

    [Theory]
    [InlineData(SummaryPeriod.Day)]
    [InlineData(SummaryPeriod.Month)]
    public void Update_Operators_MergesTheHistogramsOfEachPeriod(SummaryPeriod period)
    {
        _store.Summarize(period);

        // DuckDB merges the buckets of the runs' own files; those of the summary are to be the same.
        using DuckDb database = Database();
        List<object?[]> merged = database.Query(
            $"""
            SELECT date_trunc('{period}', start_time), stage_name, operator_name, i, sum(n)::BIGINT
            FROM (SELECT run_id, stage_name, operator_name, unnest(bucket_index) AS i, unnest(bucket_count) AS n
                  FROM histograms) JOIN runs USING (run_id)
            GROUP BY ALL ORDER BY ALL
            """);
        List<object?[]> kept = database.Query(
            $"""
            SELECT period_start, stage_name, operator_name, unnest(bucket_index) AS i, unnest(bucket_count)
            FROM read_parquet('{_store.Path}/summaries/operator/*.parquet', union_by_name=true) ORDER BY ALL
            """);
        Assert.Equal(merged, kept);
        Dictionary<string, RunMetrics> runs = _store.Runs().ToDictionary(run => run.run_id);
        var calendar = new PeriodCalendar(period, PeriodZone.Utc);
        var rows = _store.Operators([.. runs.Values]).ToLookup(row =>
            (calendar.Start(runs[row.run_id].StartUtc!.Value), row.stage_name, row.operator_name));
        NotEmpty.All(_store.OperatorSummaries(new SummaryQuery { Period = period }), row =>
        {
            double[] exact =
                [.. rows[(row.PeriodStartUtc, row.stage_name, row.operator_name)].SelectMany(Sample.Latencies).Order()];
            Assert.Equal(LatencyMethod.Histogram, row.latency_method);
            Assert.InRange(row.p50_latency / Rank(exact, 0.50), 1 - 0.011, 1 + 0.011);
            Assert.InRange(row.p95_latency / Rank(exact, 0.95), 1 - 0.011, 1 + 0.011);
            Assert.InRange(row.p99_latency / Rank(exact, 0.99), 1 - 0.011, 1 + 0.011);
        });
    }

    [Fact]
    public void Files_ReadByDuckDb_HoldWhatIsShown()
    {
        _store.Summarize(SummaryPeriod.Week);

        using var database = new DuckDb();
        List<object?[]> rows = database.Query(
            $"""
            SELECT period, period_start, stage_name, operator_name, run_count, p95_latency, latency_method
            FROM read_parquet('{_store.Path}/summaries/operator/*.parquet', union_by_name=true)
            WHERE period_start >= TIMESTAMP '2026-03-09 00:00:00.000' AND period_start < TIMESTAMP '2026-03-23'
            """);
        Assert.Equal(
            _store.OperatorSummaries(new SummaryQuery { Period = SummaryPeriod.Week })
                .Where(row => row.PeriodStartUtc.Day is >= 9 and < 23 && row.PeriodStartUtc.Month == 3)
                .Select(row => new object?[]
                {
                    "week",
                    row.PeriodStartUtc,
                    row.stage_name,
                    row.operator_name,
                    row.run_count,
                    row.p95_latency,
                    row.latency_method,
                }),
            rows);
        Assert.Equal(8, rows.Count);
    }

    [Fact]
    public void Update_RowGroupsReadAtOnce_CountEachRunOnce()
    {
        // The rows of a run lie in row groups far apart, which several threads read.
        using var store = new TemporaryStore();
        const string Numbers =
            "SELECT i, 'r' || i AS run_id, TIMESTAMP_MS '2026-01-24 00:00:00' + to_seconds(i) AS start "
            + "FROM range(20000) t(i)";
        Copy(
            store,
            "runs",
            $"SELECT run_id, start AS start_time, 1::DOUBLE AS duration, i AS total_input_records FROM ({Numbers})");
        Copy(store, "stages", $"SELECT run_id, 's' AS stage_name, 2::DOUBLE AS wall_time FROM ({Numbers})");
        Copy(
            store,
            "operators",
            $"""
            SELECT run_id, 's' AS stage_name, 'o' AS operator_name, 'w' || w AS worker_id, 10 AS input_records
            FROM ({Numbers}), range(4) u(w) ORDER BY w, i
            """);

        Assert.Equal(20_000, store.Summarize(SummaryPeriod.Month).runs_added);

        var query = new SummaryQuery { Period = SummaryPeriod.Month };
        RunSummary run = Assert.Single(store.RunSummaries(query));
        Assert.Equal((20_000, 199_990_000), (run.completed_count, run.total_input_records));
        Assert.Equal(20_000, Assert.Single(store.StageSummaries(query)).run_count);
        OperatorSummary step = Assert.Single(store.OperatorSummaries(query));
        Assert.Equal((20_000, 800_000), (step.run_count, step.input_records));
    }

    /// <summary>
    /// Writes a file of many row groups, whose footer says that any of them may have runs of the day.
    /// </summary>
    private static void Copy(TemporaryStore store, string dataset, string query)
    {
        Directory.CreateDirectory(store.At(dataset));
        string path = store.At($"{dataset}/compacted_2026-01_00000001.parquet");
        using var database = new DuckDb();
        database.Execute("SET threads = 1");
        database.Execute($"COPY ({query}) TO '{path}' (FORMAT parquet, ROW_GROUP_SIZE 2048)");
        var groups = Convert.ToInt32(
            database.Single($"SELECT num_row_groups FROM parquet_file_metadata('{path}')"),
            null);
        Assert.InRange(groups, 9, 50);
        string starts = string.Join(' ', Enumerable.Repeat("1769212800000/1769299200000", groups));
        database.Execute(
            $"COPY ({query}) TO '{path}' (FORMAT parquet, ROW_GROUP_SIZE 2048, KV_METADATA {{'mdf.starts': '{starts}'}})");
        var file = new DatasetFile(path, null, TimeRange.Any);
        Assert.Equal(groups, FilePart.Split(file, static _ => true).Count);
    }

    private static double Rank(double[] sorted, double q) => sorted[(int)Math.Ceiling(q * sorted.Length) - 1];

    private static string Sql(string query, SummaryPeriod period) =>
        query.Replace("{0}", $"{period}", StringComparison.Ordinal);

    private static void Compare(List<object?[]> expected, IEnumerable<object?[]> found)
    {
        object?[][] rows = [.. found];
        Assert.Equal(expected.Count, rows.Length);
        for (int i = 0; i < rows.Length; i++)
        {
            for (int k = 0; k < rows[i].Length; k++)
            {
                if (rows[i][k] is double number)
                {
                    // Percentiles of buckets are within 1.1 %, sums differ in their order only.
                    Assert.InRange(number / Convert.ToDouble(expected[i][k], null), 1 - 0.011, 1 + 0.011);
                }
                else
                {
                    Assert.Equal(expected[i][k], rows[i][k]);
                }
            }
        }
    }

    private DuckDb Database()
    {
        var database = new DuckDb();
        foreach (string dataset in new[] { "runs", "stages", "operators", "histograms" })
        {
            database.Execute(
                $"""
                CREATE VIEW {dataset} AS
                SELECT * FROM read_parquet(
                    ['{_store.Path}/{dataset}/**/*.parquet', '{_store.Path}/2*/{dataset}/*.parquet'],
                    union_by_name=true, hive_partitioning=false)
                """);
        }

        return database;
    }
}
