using System.Text.Json.Nodes;
using MdfMetrics.Tests.Storage;

namespace MdfMetrics.Tests.Dashboards;

/// <summary>All that Superset asks of a dashboard's datasets has an answer, whatever the store is like.</summary>
public sealed class DashboardQueryTests : IDisposable
{
    private static readonly string[] s_filters =
    [
        "{time} >= '2026-01-24 00:00:00.000000' AND {time} < '2026-01-26 00:00:00.000000'",
        "\"pipeline_name\" IN ('nightly')",
        "\"status\" IN ('completed', 'failed')",
        "\"stage_name\" IN ('stage_0')",
        "\"operator_name\" IN ('op_1')",
        "\"run_id\" IN ('r1', 'r2')",
    ];

    private readonly TemporaryStore _store = new();
    private readonly DuckDb _database = new();

    public static TheoryData<string> Stores => [.. DashboardStores.All.Keys];

    public void Dispose()
    {
        _database.Dispose();
        _store.Dispose();
    }

    [Theory]
    [MemberData(nameof(Stores))]
    public void Dataset_Described_HasTheColumnsOfItsFile(string form)
    {
        DashboardStores.All[form](_store);
        var dashboard = new ExportedDashboard(_store.Path);

        NotEmpty.All(dashboard.Datasets.Values.ToArray(), dataset => Assert.Equal(
            dataset["columns"]!.AsArray()
                .Select(column => $"{column!["column_name"]} {column["type"]}")
                .Order(StringComparer.Ordinal),
            _database.Query($"DESCRIBE {dataset["sql"]}")
                .Where(row => $"{row[1]}" != "BIGINT[]")
                .Select(row => $"{row[0]} {row[1]}")
                .Order(StringComparer.Ordinal)));
    }

    [Theory]
    [MemberData(nameof(Stores))]
    public void Chart_OfAnyStore_HasAnAnswer(string form)
    {
        DashboardStores.All[form](_store);
        var dashboard = new ExportedDashboard(_store.Path);

        int answered = dashboard.Charts.Keys.Count(name => _database.Query(dashboard.Query(name).Sql()).Count > 0);

        // Of no runs only the figures that count answer.
        Assert.InRange(answered, form == "empty" ? 5 : 20, form == "empty" ? 15 : dashboard.Charts.Count);
    }

    [Fact]
    public void Chart_WithEachFilterAndAll_HasAnAnswer()
    {
        DashboardStores.Fill(_store, PartitionBy.None);
        var dashboard = new ExportedDashboard(_store.Path);

        foreach ((string name, JsonObject chart) in dashboard.Charts)
        {
            string[] filters = [.. Filters(dashboard.DatasetOf(chart))];
            Array.ForEach(filters, filter => _database.Query(dashboard.Query(name).Sql(filter)));
            _database.Query(dashboard.Query(name).Sql(filters));
        }

        Assert.Equal(2L, _database.Single(dashboard.Query("n_runs").Sql(s_filters[5])));
        Assert.Equal(4L, _database.Single(dashboard.Query("n_runs").Sql(s_filters[1])));
    }

    /// <summary>Every metric, also those that no chart shows; boxes are five numbers.</summary>
    [Fact]
    public void Metric_OfEachDataset_IsANumberOrFive()
    {
        DashboardStores.Fill(_store, PartitionBy.None);
        var dashboard = new ExportedDashboard(_store.Path);

        foreach ((string name, JsonObject dataset) in dashboard.Datasets)
        {
            string[] metrics =
                [.. dataset["metrics"]!.AsArray().Select(metric => ExportedDashboard.Text(metric!, "metric_name"))];
            List<object?[]> rows = _database.Query(dashboard.Select(name, "", metrics));

            Assert.Equal(name == "mdf_latency" ? 5 : 1, rows.Count);
            Assert.All(rows, values =>
            {
                Assert.Equal(metrics.Length, values.Length);
                Assert.All(values, value => Assert.True(value is long or double or DateTime, $"{name}: {value}"));
            });
        }
    }

    [Fact]
    public void SharedStage_OfTwoPipelines_IsToldApart()
    {
        DashboardStores.Fill(_store, PartitionBy.None);

        Assert.Equal(
            ["hourly: stage_0 / op_0", "nightly: stage_0 / op_0"],
            _database.Query(new ExportedDashboard(_store.Path)
                    .Select("mdf_latency", "operator", ["calls"], "operator LIKE '%stage_0 / op_0'"))
                .Select(row => row[0]).Order());
    }

    [Fact]
    public void OneRun_ByItself_IsTheNewestByTheFiltersOrder()
    {
        DashboardStores.Fill(_store, PartitionBy.Date);

        string runs = new ExportedDashboard(_store.Path).Select("mdf_runs", "run_id", ["last_start"]);

        Assert.Equal("r5", _database.Query($"{runs} ORDER BY 2 DESC")[0][0]);
        Assert.Equal(
            ["operator, busy time: 8", "stage, wall time: 2"],
            _database
                .Query(new ExportedDashboard(_store.Path).Select("mdf_timeline", "kind", ["bars"], "run_id = 'r5'"))
                .Select(row => $"{row[0]}: {row[1]}").Order());
    }

    private static IEnumerable<string> Filters(JsonObject dataset)
    {
        string[] columns =
            [.. dataset["columns"]!.AsArray().Select(column => ExportedDashboard.Text(column!, "column_name"))];
        return s_filters
            .Select(filter => filter.Replace("{time}", $"\"{dataset["main_dttm_col"]}\"", StringComparison.Ordinal))
            .Where(filter => columns.Any(column => filter.Contains($"\"{column}\"", StringComparison.Ordinal)));
    }
}
