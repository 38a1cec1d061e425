using System.Text.Json.Nodes;
using MdfMetrics.Dashboards;
using MdfMetrics.Dashboards.Bundles;
using MdfMetrics.Dashboards.Sql;
using MdfMetrics.Storage.Writing;

namespace MdfMetrics.Tests.Dashboards;

/// <summary>The dashboard of a store, as Export-MdfDashboard makes it, with the files that the store lacked.</summary>
internal sealed class ExportedDashboard
{
    public ExportedDashboard(string store, string name = "Pipelines", string? seenAs = null, TimeSpan? timeRange = null)
    {
        SchemaFiles schemas = SchemaFiles.Of(store);
        schemas.Write();
        Figures = StoreFigures.Read(store, error => throw error, default);
        Options = new DashboardOptions
        {
            Store = ServerPath.From(seenAs ?? store),
            Name = name,
            Layouts = schemas.Layouts,
            TimeRange = SupersetTime.Range(timeRange, Figures.Runs),
        };
        Files = Bundle.Of(Options.Store, Options.Layouts, Options.Name, Options.TimeRange, Figures);
    }

    public DashboardOptions Options { get; }

    public StoreFigures Figures { get; }

    /// <summary>The files of the bundle by their paths.</summary>
    public IReadOnlyDictionary<string, JsonObject> Files { get; }

    public JsonObject Dashboard => Files["mdf_dashboard/dashboards/mdf.yaml"];

    public JsonObject Database => Files["mdf_dashboard/databases/mdf.yaml"];

    /// <summary>The datasets by their names without a suffix.</summary>
    public IReadOnlyDictionary<string, JsonObject> Datasets => Under("mdf_dashboard/datasets/mdf/");

    /// <summary>The charts by their names in the tabs.</summary>
    public IReadOnlyDictionary<string, JsonObject> Charts => Under("mdf_dashboard/charts/");

    /// <summary>The dataset of a chart.</summary>
    public JsonObject DatasetOf(JsonObject chart) =>
        Datasets.Values.Single(dataset => Text(dataset, "uuid") == Text(chart, "dataset_uuid"));

    public ChartQuery Query(string chart) => new(Charts[chart], DatasetOf(Charts[chart]));

    /// <summary>A query of metrics over a dataset, by columns.</summary>
    public string Select(string dataset, string columns, string[] metrics, string where = "1 = 1")
    {
        JsonObject file = Datasets[dataset];
        IEnumerable<string> expressions = metrics.Select(metric => Text(
            file["metrics"]!.AsArray().Single(item => Text(item!, "metric_name") == metric)!,
            "expression"));
        return $"""
            SELECT {string.Join(", ", (columns.Length > 0 ? [columns] : Array.Empty<string>()).Concat(expressions))}
            FROM (
            {Text(file, "sql")}
            ) AS virtual_table
            WHERE {where}
            {(columns.Length > 0 ? $"GROUP BY {columns}" : "")}
            """;
    }

    public static string Text(JsonNode node, string name) => node[name]!.GetValue<string>();

    private Dictionary<string, JsonObject> Under(string folder) => Files
        .Where(file => file.Key.StartsWith(folder, StringComparison.Ordinal))
        .ToDictionary(file => Path.GetFileNameWithoutExtension(file.Key), file => file.Value);
}
