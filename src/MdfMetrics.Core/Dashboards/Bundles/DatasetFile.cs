using System.Text.Json.Nodes;
using MdfMetrics.Dashboards.Sql;

namespace MdfMetrics.Dashboards.Bundles;

/// <summary>A dataset as a bundle describes it, with the keys that Superset knows from version 4.0 on.</summary>
internal static class DatasetFile
{
    public static JsonObject Of(DatasetDefinition dataset, SqlTemplates sql, BundleIds ids)
    {
        var file = new JsonObject
        {
            ["table_name"] = dataset.Name + ids.Suffix,
            ["main_dttm_col"] = dataset.Time,
            ["description"] = dataset.Description,
            ["default_endpoint"] = null,
            ["offset"] = 0,
            ["cache_timeout"] = null,
            ["schema"] = null,
            ["sql"] = sql.Dataset(dataset.Name),
            ["params"] = null,
            ["template_params"] = null,
            ["filter_select_enabled"] = true,
            ["fetch_values_predicate"] = null,
            ["extra"] = null,
            ["normalize_columns"] = false,
            ["always_filter_main_dttm"] = false,
            ["metrics"] = new JsonArray([.. dataset.Metrics.Select(metric => Metric(metric.Key, metric.Value!, sql))]),
            ["columns"] = new JsonArray([.. dataset.Columns.Select(column => Column(column, dataset))]),
            ["version"] = "1.0.0",
            ["database_uuid"] = ids.Database,
        };
        file["uuid"] = ids.Dataset(dataset.Name, file);
        return file;
    }

    private static JsonObject Metric(string name, JsonNode metric, SqlTemplates sql) => new()
    {
        ["metric_name"] = name,
        ["verbose_name"] = metric["label"]!.DeepClone(),
        ["metric_type"] = null,
        ["expression"] = sql.Expand(metric["sql"]!.GetValue<string>()),
        ["description"] = null,
        ["d3format"] = metric["format"]?.DeepClone(),
        ["extra"] = null,
        ["warning_text"] = null,
    };

    private static JsonObject Column(SqlColumn column, DatasetDefinition dataset) => new()
    {
        ["column_name"] = column.Name,
        ["verbose_name"] = dataset.Label(column.Name),
        ["is_dttm"] = column.Type == "TIMESTAMP",
        ["is_active"] = true,
        ["type"] = column.Type,
        ["advanced_data_type"] = null,
        ["groupby"] = true,
        ["filterable"] = true,
        ["expression"] = null,
        ["description"] = null,
        ["python_date_format"] = null,
        ["extra"] = null,
    };
}
