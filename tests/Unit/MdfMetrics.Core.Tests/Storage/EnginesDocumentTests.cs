using System.Text.RegularExpressions;
using DuckDB.NET.Data;
using MdfMetrics.Tests.Maintenance;

namespace MdfMetrics.Tests.Storage;

/// <summary>What docs/engines.md gives to copy finds what is in a store, and the traps that it names are there.</summary>
public sealed partial class EnginesDocumentTests : IDisposable
{
    private readonly TemporaryStore _store = new();

    public static TheoryData<PartitionBy[], bool> Stores => EnginesPage.Stores;

    public void Dispose() => _store.Dispose();

    [Theory]
    [MemberData(nameof(Stores))]
    public void Views_WithTheGlobsOfTheLayouts_HaveEachRowOnce(PartitionBy[] layouts, bool isCompacted)
    {
        string[] ids = [.. layouts.SelectMany(layout => Write(layout, 3))];
        if (isCompacted)
        {
            _store.Compact();
            Write(layouts[0], 1, "later");
            Assert.Contains(_store.Files(), file => file.Contains("compacted_", StringComparison.Ordinal));
            ids = [.. ids, $"later_{layouts[0]}_0"];
        }

        using DuckDb database = _store.OpenViews(layouts);

        Assert.Equal(ids.Order(), database.Query("SELECT run_id FROM runs").Select(row => row[0]).Order());
        Assert.Equal(
            [1, 2, 8, 8],
            EnginesPage.Datasets.Select(dataset => (double)Count(database, dataset) / ids.Length));
    }

    [Fact]
    public void MixedStore_QueryOfThePage_CountsFlatAndHiveRuns()
    {
        Write(PartitionBy.None, 2);
        Write(PartitionBy.Hive, 3);
        using DuckDb database = new();
        string query = _store.Sql("read_parquet([");

        Assert.Equal(5L, database.Single(query));
        Assert.Throws<DuckDBException>(() => database.Single(
            query.Replace("union_by_name = true", "union_by_name = true, hive_partitioning = true")));
    }

    [Fact]
    public void MixedStore_GlobWithoutAFile_IsAnError()
    {
        Write(PartitionBy.None, 1);
        using DuckDb database = new();

        Assert.Throws<DuckDBException>(() => database.Single(_store.Sql("read_parquet([")));
    }

    [Fact]
    public void HiveStore_QueryOfThePage_CountsRunsByDate()
    {
        Write(PartitionBy.Hive, 2);
        _store.Write(Sample.Create("other", Sample.Start.AddHours(1)), PartitionBy.Hive);
        _store.Write(Sample.Create("too_old", new DateTime(2025, 12, 31, 23, 59, 59, DateTimeKind.Utc)), PartitionBy.Hive);
        using DuckDb database = new();

        Assert.Equal(
            [(new DateOnly(2026, 1, 24), 2L), (new DateOnly(2026, 2, 7), 1L)],
            database.Query(_store.Sql("GROUP BY date")).Select(row => ((DateOnly)row[0]!, (long)row[1]!)));
    }

    [Theory]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(true, true)]
    public void Views_FilesWithoutTheNewestColumns_HaveThemAsNull(bool isFirstOld, bool isLastOld)
    {
        Sample[] samples = [Sample.Create("a"), Sample.Create("b", Sample.Start.AddHours(1))];
        foreach ((Sample sample, bool isOld) in samples.Zip([isFirstOld, isLastOld]))
        {
            _store.Write(sample with
            {
                Operators = [.. sample.Operators.Select(row => row with { role = OperatorRole.Sink, failed_records = 7 })],
            });
            if (isOld)
            {
                _store.Age(sample.Run.run_id);
            }
        }

        using DuckDb database = _store.OpenViews();

        Assert.Equal(["a", "b"], database.Query("SELECT run_id FROM runs ORDER BY run_id").Select(row => row[0]));
        Assert.Equal(16L, Count(database, "histograms"));
        if (isFirstOld && isLastOld)
        {
            Assert.DoesNotContain("failed_records", database.Query("DESCRIBE operators").Select(row => row[0]));
            return;
        }

        Assert.Equal(
            [Row("a", isFirstOld), Row("b", isLastOld)],
            database.Query(
                """
                SELECT DISTINCT operators.run_id, role, failed_records, runs.pipeline_name
                FROM operators JOIN runs ON runs.run_id = operators.run_id
                ORDER BY operators.run_id
                """));

        static object?[] Row(string id, bool isOld) =>
            isOld ? [id, null, null, null] : [id, "sink", 7L, "nightly"];
    }

    [Theory]
    [InlineData("UTC")]
    [InlineData("America/New_York")]
    [InlineData("Asia/Kolkata")]
    public void LastDay_InASessionOfAnyZone_IsTheLast24Hours(string zone)
    {
        DateTime now = DateTime.UtcNow;
        _store.Write(Sample.Create("now", now));
        _store.Write(Sample.Create("in", now.AddHours(-23)));
        _store.Write(Sample.Create("out", now.AddHours(-25)));
        using DuckDb database = _store.OpenViews();
        database.Execute($"SET TimeZone = '{zone}'");

        Assert.Equal(
            ["in", "now"],
            database.Query(_store.Sql("INTERVAL 1 DAY")).Select(row => row[0]).Order());
    }

    [Fact]
    public void LastDay_ByThePlainClockOfNewYork_IsOffByItsOffset()
    {
        _store.Write(Sample.Create("out", DateTime.UtcNow.AddHours(-25)));
        using DuckDb database = _store.OpenViews();
        database.Execute("SET TimeZone = 'America/New_York'");

        Assert.Equal(1L, database.Single("SELECT count(*) FROM runs WHERE start_time > now() - INTERVAL 1 DAY"));
    }

    [Fact]
    public void OneRun_QueryOfThePage_HasItsRows()
    {
        Write(PartitionBy.None, 2);
        _store.Write(Sample.Create(Sample.Id));
        using DuckDb database = _store.OpenViews();

        Assert.Equal(8, database.Query(_store.Sql($"run_id = '{Sample.Id}'")).Count);
    }

    [Fact]
    public void CustomMetrics_QueryOfThePage_IsTheLargestOfTheWorkers()
    {
        Sample sample = Sample.Create(stages: 1, operators: 1, workers: 3);
        string?[] own = ["""{"gpu_util":70}""", """{"gpu_util":92.5}""", null];
        _store.Write(sample with
        {
            Operators =
            [
                .. sample.Operators.Zip(own, (row, json) =>
                    row with { custom_metrics = json is null ? null : JsonMap.FromJson(json) }),
            ],
        });
        using DuckDb database = _store.OpenViews();

        Assert.Equal(["op_0", 92.5], Assert.Single(database.Query(_store.Sql("gpu_util"))));
    }

    [Fact]
    public void WholeStore_InOneGlob_MixesItsDatasets()
    {
        Write(PartitionBy.None, 1);
        using DuckDb database = new();

        Assert.Equal(
            1L + 2 + 8 + 8,
            Count(database, _store.Own("read_parquet('/srv/metrics/**/*.parquet', union_by_name = true)")));
    }

    [Fact]
    public void TrinoTables_HaveEveryColumnInOrder()
    {
        Dictionary<string, string> tables = Table().Matches(string.Concat(EnginesPage.Page.Blocks("sql trino")))
            .ToDictionary(table => table.Groups[1].Value, table => Spaces().Replace(table.Groups[2].Value, " ").Trim());

        Assert.Equal(EnginesPage.Datasets, tables.Keys);
        foreach ((string dataset, string columns) in tables)
        {
            IEnumerable<string> expected = ColumnExpectations.Of(dataset).Select(column => column
                .Replace("VARCHAR", "varchar")
                .Replace("DOUBLE", "double")
                .Replace("TIMESTAMP_MS", "timestamp(3)")
                .Replace("BIGINT[]", "array(bigint)")
                .Replace("BIGINT", "bigint"));
            Assert.Equal(string.Join(", ", expected), columns);
        }
    }

    private static long Count(DuckDb database, string table) => (long)database.Single($"SELECT count(*) FROM {table}")!;

    /// <summary>Writes runs that begin two weeks apart.</summary>
    private string[] Write(PartitionBy layout, int runs, string name = "run") =>
    [
        .. Enumerable.Range(0, runs).Select(i => _store.Write(
            Sample.Create($"{name}_{layout}_{i}", Sample.Start.AddDays(14 * i)),
            layout).run_id),
    ];

    [GeneratedRegex("CREATE TABLE (\\w+) \\((.*?)\\)\nWITH \\(external_location = 'file:///srv/metrics/\\1',", RegexOptions.Singleline)]
    private static partial Regex Table();

    [GeneratedRegex("\\s+")]
    private static partial Regex Spaces();
}
