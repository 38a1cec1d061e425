using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using MdfMetrics.Dashboards.Bundles;
using MdfMetrics.Dashboards.Content;
using MdfMetrics.Dashboards.Sql;

namespace MdfMetrics.Dashboards;

/// <summary>What goes with a bundle: SQL views, alerts, a script that imports, a page for who runs Superset.</summary>
internal sealed class DashboardTexts(DashboardOptions options)
{
    /// <summary>The longest name of an alert that Superset takes.</summary>
    private const int LongestAlert = 150;

    private static readonly JsonSerializerOptions s_indented =
        new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly StoreTables _tables = new(options.Store, options.Layouts);

    /// <summary>All datasets as views of DuckDB, on views of the store's own.</summary>
    public string Views()
    {
        var sql = new StringBuilder(ContentFiles.Text("views.sql"));
        foreach (string dataset in StoreTables.Names)
        {
            View(sql, dataset, $"SELECT *\nFROM {_tables.Select(dataset)} AS t");
        }

        var over = new SqlTemplates(static dataset => dataset);
        View(sql, "histogram_buckets", over.Expand(ContentFiles.Text("histogram_buckets.sql").TrimEnd()));
        foreach (string dataset in DatasetDefinition.All.Keys)
        {
            View(sql, dataset, over.Dataset(dataset));
        }

        return sql.ToString();
    }

    /// <summary>Bodies for POST /api/v1/report/, to which the script adds the ids of database and dashboard.</summary>
    public string Alerts()
    {
        var sql = new SqlTemplates(_tables.Select);
        JsonObject alerts = ContentFiles.Json("alerts");
        JsonArray bodies = [.. alerts["alerts"]!.AsArray().Select(alert => Body(alert!.AsObject()))];
        return bodies.ToJsonString(s_indented) + "\n";

        JsonObject Body(JsonObject alert)
        {
            JsonObject body = alerts["all"]!.DeepClone().AsObject();
            body["name"] = WellFormed.Beginning($"{alert["title"]}: {options.Name}", LongestAlert);
            body["sql"] = sql.Expand(ContentFiles.Text($"alerts/{alert["name"]}.sql").TrimEnd());
            body["validator_config_json"] = alert["fires"]!.DeepClone();
            return body;
        }
    }

    /// <summary>A text with what it says of this dashboard filled in.</summary>
    public string Filled(string file) => ContentFiles.Text(file)
        .Replace("{{dashboard}}", new BundleIds(options.Store, options.Name).Dashboard, StringComparison.Ordinal)
        .Replace("{{database}}", Bundle.DatabaseName(options.Store), StringComparison.Ordinal)
        .Replace("{{name}}", options.Name, StringComparison.Ordinal)
        .Replace("{{store}}", options.Store, StringComparison.Ordinal);

    private static void View(StringBuilder sql, string name, string query) =>
        sql.Append("\nCREATE OR REPLACE VIEW ").Append(name).Append(" AS\n").Append(query).Append(";\n");
}
