using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using MdfMetrics.Dashboards.Bundles;
using MdfMetrics.Tests.Storage;

namespace MdfMetrics.Tests.Dashboards;

/// <summary>What Superset's import asks of a bundle: it refuses, or loses, what breaks one of these.</summary>
public sealed partial class BundleRulesTests : IDisposable
{
    /// <summary>The keys that every version from 4.0 on knows, by file; ! marks those that must be there.</summary>
    private static readonly Dictionary<string, string> s_keys = new()
    {
        ["metadata.yaml"] = "version! timestamp",
        ["databases"] = "database_name! sqlalchemy_uri! uuid! version! extra! allow_file_upload! cache_timeout "
            + "expose_in_sqllab allow_run_async allow_ctas allow_cvas allow_dml",
        ["datasets"] = "table_name! uuid! version! database_uuid! sql main_dttm_col columns metrics schema description "
            + "default_endpoint offset! cache_timeout params template_params filter_select_enabled "
            + "fetch_values_predicate extra normalize_columns always_filter_main_dttm",
        ["columns"] = "column_name! verbose_name is_dttm is_active type advanced_data_type groupby filterable "
            + "expression description python_date_format extra",
        ["metrics"] = "metric_name! expression! verbose_name metric_type description d3format warning_text extra",
        ["charts"] = "slice_name! viz_type! uuid! version! dataset_uuid! params! query_context description "
            + "cache_timeout certified_by certification_details",
        ["dashboards"] = "dashboard_title! uuid! version! position! metadata! slug description css published "
            + "certified_by certification_details",
    };

    private readonly TemporaryStore _store = new();

    public void Dispose() => _store.Dispose();

    [Fact]
    public void Files_EachKey_IsKnownAndTheRequiredAreThere()
    {
        ExportedDashboard dashboard = Filled();

        Assert.Equal(4 + dashboard.Datasets.Count + dashboard.Charts.Count - 1, dashboard.Files.Count);
        Assert.All(dashboard.Files, file =>
        {
            Assert.StartsWith("mdf_dashboard/", file.Key, StringComparison.Ordinal);
            AssertKeys(file.Key.Split('/')[1], file.Value);
        });
        Assert.All(dashboard.Datasets.Values, dataset =>
        {
            Assert.All(dataset["columns"]!.AsArray(), column => AssertKeys("columns", column!.AsObject()));
            Assert.All(dataset["metrics"]!.AsArray(), metric => AssertKeys("metrics", metric!.AsObject()));
        });
        Assert.All(dashboard.Files.Values, file => Assert.Equal("1.0.0", ExportedDashboard.Text(file, "version")));
    }

    [Fact]
    public void Ids_OfAllParts_AreDifferentUuidsThatAreFound()
    {
        ExportedDashboard dashboard = Filled();
        string[] ids = [.. dashboard.Files.Values.Select(file => file["uuid"]?.GetValue<string>()).OfType<string>()];
        string database = ExportedDashboard.Text(dashboard.Database, "uuid");

        NotEmpty.All(ids, id => Assert.Matches(Uuid(), id));
        Assert.Equal(ids.Length, ids.Distinct().Count());
        Assert.All(dashboard.Datasets.Values, dataset =>
            Assert.Equal(database, ExportedDashboard.Text(dataset, "database_uuid")));
        Assert.All(dashboard.Charts.Values, chart => Assert.NotNull(dashboard.DatasetOf(chart)));
    }

    [Fact]
    public void Charts_WhatTheyName_IsInTheirDatasets()
    {
        ExportedDashboard dashboard = Filled();

        Assert.All(dashboard.Charts, chart =>
        {
            JsonObject dataset = dashboard.DatasetOf(chart.Value);
            ChartQuery query = dashboard.Query(chart.Key);
            Assert.Empty(query.Dimensions.Concat(query.Filtered).Except(Names(dataset, "columns")));
            Assert.Empty(query.Metrics.Except(Names(dataset, "metrics")));
            Assert.True(query.Dimensions.Length + query.Metrics.Length > 0, chart.Key);
        });
    }

    [Fact]
    public void Charts_All_HaveTheirDatasetsTimeFilter()
    {
        ExportedDashboard dashboard = Filled();

        NotEmpty.All(dashboard.Charts.Values, chart =>
        {
            JsonNode time = Assert.Single(
                chart["params"]!["adhoc_filters"]!.AsArray(),
                filter => filter!["operator"]?.GetValue<string>() == "TEMPORAL_RANGE")!;
            Assert.Equal(
                ExportedDashboard.Text(dashboard.DatasetOf(chart), "main_dttm_col"),
                ExportedDashboard.Text(time, "subject"));
            Assert.Equal(
                ExportedDashboard.Text(chart, "viz_type"),
                ExportedDashboard.Text(chart["params"]!, "viz_type"));
        });
    }

    [Fact]
    public void Position_Charts_AreThoseOfTheBundleAndFitTheirRows()
    {
        ExportedDashboard dashboard = Filled();
        JsonObject[] nodes =
            [.. dashboard.Dashboard["position"]!.AsObject().Select(node => node.Value).OfType<JsonObject>()];
        JsonObject[] charts = [.. nodes.Where(node => ExportedDashboard.Text(node, "type") == "CHART")];

        Assert.Equal(
            dashboard.Charts.Values.Select(chart => ExportedDashboard.Text(chart, "uuid")).Order(),
            charts.Select(chart => ExportedDashboard.Text(chart["meta"]!, "uuid")).Order());
        Assert.Equal(charts.Length, charts.Select(chart => (int)chart["meta"]!["chartId"]!).Distinct().Count());
        NotEmpty.All(nodes.Where(node => ExportedDashboard.Text(node, "type") == "ROW"), row => Assert.InRange(
            row["children"]!.AsArray().Sum(id => (int)dashboard.Dashboard["position"]![$"{id}"]!["meta"]!["width"]!),
            1,
            12));
        Assert.All(nodes.Where(node => node["parents"] is not null), node => Assert.Contains(
            ExportedDashboard.Text(node, "id"),
            Children(dashboard, $"{node["parents"]!.AsArray()[^1]}", node)));
        Assert.InRange(dashboard.Dashboard["position"]!.ToJsonString().Length, 1, 65_535);
        Assert.Equal(6, nodes.Count(node => ExportedDashboard.Text(node, "type") == "TAB"));
    }

    [Theory]
    [InlineData("flat", true)]
    [InlineData("empty", false)]
    public void Filters_WhatTheyName_IsThere(string form, bool hasRuns)
    {
        DashboardStores.All[form](_store);
        var dashboard = new ExportedDashboard(_store.Path);
        JsonArray filters = dashboard.Dashboard["metadata"]!["native_filter_configuration"]!.AsArray();
        string[] ids = [.. filters.Select(filter => ExportedDashboard.Text(filter!, "id"))];
        JsonObject position = dashboard.Dashboard["position"]!.AsObject();

        Assert.Equal(8, ids.Distinct().Count());
        Assert.All(filters, filter =>
        {
            JsonNode target = Assert.Single(filter!["targets"]!.AsArray())!;
            if (target["datasetUuid"] is { } id)
            {
                JsonObject dataset = dashboard.Datasets.Values.Single(item => $"{item["uuid"]}" == $"{id}");
                Assert.True(target["column"] is not { } column
                    || Names(dataset, "columns").Contains(ExportedDashboard.Text(column, "name")));
                Assert.True(filter["sortMetric"] is not { } metric
                    || Names(dataset, "metrics").Contains(metric.GetValue<string>()));
            }

            Assert.All(filter["cascadeParentIds"]!.AsArray(), parent => Assert.Contains($"{parent}", ids));
            Assert.All(filter["scope"]!["rootPath"]!.AsArray(), root => Assert.True(position.ContainsKey($"{root}")));
            Assert.All(filter["scope"]!["excluded"]!.AsArray(), chart => Assert.InRange((int)chart!, 1, 99));
            Assert.Equal(
                hasRuns && $"{filter["id"]}" == "NATIVE_FILTER-onerun",
                filter["requiredFirst"]?.GetValue<bool>() ?? false);
        });
    }

    [Fact]
    public void TableNames_OfTwoStores_Differ()
    {
        using var other = new TemporaryStore();

        Assert.Empty(TableNames(new ExportedDashboard(_store.Path))
            .Intersect(TableNames(new ExportedDashboard(other.Path))));
        Assert.Equal(
            TableNames(new ExportedDashboard(_store.Path, "one")),
            TableNames(new ExportedDashboard(_store.Path, "two")));
    }

    [Fact]
    public void Ids_OfAnotherExport_ChangeWithTheContentAlone()
    {
        DashboardStores.Fill(_store, PartitionBy.None);
        var first = new ExportedDashboard(_store.Path, seenAs: "/data");
        var same = new ExportedDashboard(_store.Path, seenAs: "/data/");
        StoreFigures faster = first.Figures with { Fastest = 1_000_000 };
        IReadOnlyDictionary<string, JsonObject> scaled =
            Bundle.Of("/data", first.Options.Layouts, first.Options.Name, null, faster);
        IReadOnlyDictionary<string, JsonObject> moved =
            Bundle.Of("/moved", first.Options.Layouts, first.Options.Name, null, first.Figures);

        Assert.Equal(BundleZip.Of(first.Files), BundleZip.Of(same.Files));
        Assert.Equal(["mdf_dashboard/charts/gauge_throughput.yaml"], Changed(scaled));
        Assert.Equal(first.Files.Count - 1, Changed(moved).Length);

        string[] Changed(IReadOnlyDictionary<string, JsonObject> other) =>
        [
            .. first.Files
                .Where(file => $"{file.Value["uuid"]}" != $"{other[file.Key]["uuid"]}")
                .Select(file => file.Key),
        ];
    }

    [Theory]
    [InlineData(138.41, "200")]
    [InlineData(100, "100")]
    [InlineData(0, "100")]
    public void Gauge_OfPassRates_ReachesTheHighest(double highest, string end) => Assert.Equal(
        $$"""{"max_val":{{end}},"intervals":"70,90,{{end}}"}""",
        new StoreFigures(1, 0, highest).Scale("gauge_pass").ToJsonString());

    [Theory]
    [InlineData(0, "null")]
    [InlineData(0.3, "0.5")]
    [InlineData(42, "50")]
    [InlineData(943, "1000")]
    [InlineData(1e300, "1000000000000")]
    public void Gauge_OfThroughput_EndsAtARoundFigure(double fastest, string end) => Assert.Equal(
        $$"""{"max_val":{{end}}}""",
        new StoreFigures(1, fastest, 0).Scale("gauge_throughput").ToJsonString());

    private ExportedDashboard Filled()
    {
        DashboardStores.Fill(_store, PartitionBy.None);
        return new ExportedDashboard(_store.Path);
    }

    private static void AssertKeys(string file, JsonObject found)
    {
        string[] keys = s_keys[file].Split(' ');
        Assert.Empty(found.Select(item => item.Key).Except(keys.Select(key => key.TrimEnd('!'))));
        Assert.Empty(keys.Where(key => key.EndsWith('!')).Select(key => key.TrimEnd('!'))
            .Except(found.Where(item => item.Value is not null).Select(item => item.Key)));
    }

    private static HashSet<string> Names(JsonObject dataset, string list) =>
    [
        .. dataset[list]!.AsArray().Select(item =>
            ExportedDashboard.Text(item!, list == "columns" ? "column_name" : "metric_name")),
    ];

    private static string[] TableNames(ExportedDashboard dashboard) =>
        [.. dashboard.Datasets.Values.Select(dataset => ExportedDashboard.Text(dataset, "table_name"))];

    /// <summary>The grid is kept beside the tabs, and is nobody's child.</summary>
    private static IEnumerable<string> Children(ExportedDashboard dashboard, string parent, JsonObject node) =>
        ExportedDashboard.Text(node, "type") == "GRID"
            ? [ExportedDashboard.Text(node, "id")]
            : dashboard.Dashboard["position"]![parent]!["children"]!.AsArray().Select(id => $"{id}");

    [GeneratedRegex(@"\A[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}\z")]
    private static partial Regex Uuid();
}
