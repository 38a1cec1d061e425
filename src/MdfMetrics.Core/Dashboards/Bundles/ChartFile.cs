using System.Text.Json.Nodes;
using MdfMetrics.Dashboards.Content;

namespace MdfMetrics.Dashboards.Bundles;

/// <summary>A chart as a bundle describes it: what its kind has, and over it what is its own.</summary>
internal static class ChartFile
{
    private static readonly JsonObject s_kinds = ContentFiles.Json("kinds");
    private static readonly string[] s_shown = ["all_columns", "groupby", "metrics"];

    /// <param name="key">The chart's name in its tab.</param>
    /// <param name="chart">What the tab says of it.</param>
    /// <param name="datasetId">The id of its dataset.</param>
    /// <param name="figures">What the scales of gauges go by.</param>
    public static JsonObject Of(string key, JsonObject chart, string datasetId, StoreFigures figures, BundleIds ids)
    {
        JsonObject parameters = Parameters(key, chart, figures);
        var file = new JsonObject
        {
            ["slice_name"] = chart["title"]!.DeepClone(),
            ["description"] = chart["description"]?.DeepClone(),
            ["certified_by"] = null,
            ["certification_details"] = null,
            ["viz_type"] = parameters["viz_type"]!.DeepClone(),
            ["params"] = parameters,
            ["query_context"] = null,
            ["cache_timeout"] = null,
            ["version"] = "1.0.0",
        };

        // Of the dataset only the name counts: else a new version of it would leave every chart behind as an orphan.
        var content = file.DeepClone().AsObject();
        content["dataset"] = chart["dataset"]!.DeepClone();
        file["uuid"] = ids.Chart(key, content);
        file["dataset_uuid"] = datasetId;
        return file;
    }

    private static JsonObject Parameters(string key, JsonObject chart, StoreFigures figures)
    {
        string kind = chart["kind"]!.GetValue<string>();
        DatasetDefinition dataset = DatasetDefinition.All[chart["dataset"]!.GetValue<string>()];
        JsonObject parameters = s_kinds[kind]!.DeepClone().AsObject();
        parameters["adhoc_filters"] = Filters(chart, dataset);
        if (kind == "table")
        {
            HashSet<string> shown = Shown(chart["params"]!);
            parameters["column_config"] = dataset.ColumnConfig(shown);
            parameters["conditional_formatting"] = dataset.ConditionalFormatting(shown);
        }

        foreach ((string name, JsonNode? value) in chart["params"]!.AsObject().Concat(figures.Scale(key)))
        {
            parameters[name] = value?.DeepClone();
        }

        return parameters;
    }

    /// <summary>Superset's time filter reaches only charts that have a filter of time themselves.</summary>
    private static JsonArray Filters(JsonObject chart, DatasetDefinition dataset) =>
    [
        new JsonObject
        {
            ["clause"] = "WHERE",
            ["subject"] = dataset.Time,
            ["operator"] = "TEMPORAL_RANGE",
            ["comparator"] = "No filter",
            ["expressionType"] = "SIMPLE",
        },
        .. (chart["filters"]?.AsArray() ?? []).Select(filter => filter!.DeepClone()),
    ];

    private static HashSet<string> Shown(JsonNode parameters) =>
    [
        .. s_shown
            .SelectMany(list => parameters[list]?.AsArray() ?? [])
            .Select(name => name!.GetValue<string>()),
    ];
}
