using System.Text.Json.Nodes;
using MdfMetrics.Dashboards.Content;
using MdfMetrics.Dashboards.Sql;

namespace MdfMetrics.Dashboards.Bundles;

/// <summary>A dashboard as Superset imports it: a folder of YAML files, each by its path.</summary>
internal static class Bundle
{
    private const string Folder = "mdf_dashboard";
    private const int LongestName = 200;

    /// <param name="store">The store as the Superset server sees it.</param>
    /// <param name="layouts">The layouts of its files.</param>
    /// <param name="name">The dashboard's title.</param>
    /// <param name="timeRange">What the time filter begins with; null for all time.</param>
    public static IReadOnlyDictionary<string, JsonObject> Of(
        string store,
        IReadOnlyList<PartitionBy> layouts,
        string name,
        string? timeRange,
        StoreFigures figures)
    {
        var ids = new BundleIds(store, name);
        var sql = new SqlTemplates(new StoreTables(store, layouts).Select);
        JsonObject dashboard = ContentFiles.Json("dashboard");
        JsonObject[] tabs =
            [.. dashboard["tabs"]!.AsArray().Select(tab => ContentFiles.Json($"tabs/{tab!.GetValue<string>()}"))];
        Dictionary<string, JsonObject> datasets =
            DatasetDefinition.All.ToDictionary(item => item.Key, item => DatasetFile.Of(item.Value, sql, ids));
        Dictionary<string, string> datasetIds =
            datasets.ToDictionary(item => item.Key, item => item.Value["uuid"]!.GetValue<string>());
        Dictionary<string, JsonObject> charts = tabs
            .SelectMany(tab => tab["charts"]!.AsObject())
            .ToDictionary(item => item.Key, item => Chart(item.Key, item.Value!.AsObject()));
        var layout = new DashboardLayout(name, tabs, charts);
        var filters = new NativeFilters(layout, datasetIds, timeRange, figures.Runs > 0);
        return new Dictionary<string, JsonObject>
        {
            // Without a type it serves the import of dashboards and that of assets alike.
            [$"{Folder}/metadata.yaml"] = new() { ["version"] = "1.0.0", ["timestamp"] = "2026-01-01T00:00:00+00:00" },
            [$"{Folder}/databases/mdf.yaml"] = Database(store, ids),
            [$"{Folder}/dashboards/mdf.yaml"] = DashboardFile.Of(name, ids, layout, dashboard, filters),
        }
            .Concat(datasets.Select(item => KeyValuePair.Create($"{Folder}/datasets/mdf/{item.Key}.yaml", item.Value)))
            .Concat(charts.Select(item => KeyValuePair.Create($"{Folder}/charts/{item.Key}.yaml", item.Value)))
            .ToDictionary();

        JsonObject Chart(string key, JsonObject chart) =>
            ChartFile.Of(key, chart, datasetIds[chart["dataset"]!.GetValue<string>()], figures, ids);
    }

    /// <summary>The name of a store's database in Superset, which knows one database by a name.</summary>
    public static string DatabaseName(string store)
    {
        string name = $"MdfMetrics {store}";
        string suffix = new BundleIds(store, string.Empty).Suffix;
        return name.Length <= LongestName
            ? name
            : WellFormed.Beginning(name, LongestName - suffix.Length) + suffix;
    }

    /// <summary>In memory: nothing is locked, and no file can be made at a wrong path.</summary>
    private static JsonObject Database(string store, BundleIds ids) => new()
    {
        ["database_name"] = DatabaseName(store),
        ["sqlalchemy_uri"] = "duckdb:///:memory:",
        ["cache_timeout"] = 60,
        ["expose_in_sqllab"] = false,
        ["allow_run_async"] = false,
        ["allow_ctas"] = false,
        ["allow_cvas"] = false,
        ["allow_dml"] = false,
        ["allow_file_upload"] = false,
        ["extra"] = new JsonObject
        {
            ["allows_virtual_table_explore"] = true,
            ["metadata_params"] = new JsonObject(),
            ["engine_params"] = new JsonObject
            {
                ["connect_args"] = new JsonObject { ["config"] = new JsonObject { ["threads"] = 2 } },
            },
        },
        ["uuid"] = ids.Database,
        ["version"] = "1.0.0",
    };
}
