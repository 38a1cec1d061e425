using System.Text.Json.Nodes;

namespace MdfMetrics.Dashboards.Bundles;

/// <summary>The dashboard itself as a bundle describes it.</summary>
internal static class DashboardFile
{
    /// <param name="definition">The dashboard as <c>Content/dashboard.json</c> describes it.</param>
    public static JsonObject Of(
        string title,
        BundleIds ids,
        DashboardLayout layout,
        JsonObject definition,
        NativeFilters filters) => new()
    {
        ["dashboard_title"] = title,
        ["description"] = "Written by Export-MdfDashboard (MdfMetrics). Times are UTC.",
        ["css"] = string.Empty,
        ["slug"] = null,
        ["certified_by"] = null,
        ["certification_details"] = null,
        ["published"] = true,
        ["uuid"] = ids.Dashboard,
        ["position"] = layout.Position(),
        ["metadata"] = new JsonObject
        {
            ["color_scheme"] = "supersetColors",
            ["label_colors"] = definition["label_colors"]!.DeepClone(),
            ["shared_label_colors"] = new JsonArray(),
            ["map_label_colors"] = new JsonObject(),
            ["color_scheme_domain"] = new JsonArray(),
            ["expanded_slices"] = new JsonObject(),
            ["refresh_frequency"] = 0,
            ["timed_refresh_immune_slices"] = new JsonArray(),
            ["cross_filters_enabled"] = true,
            ["default_filters"] = "{}",
            ["chart_configuration"] = new JsonObject(),
            ["global_chart_configuration"] = new JsonObject
            {
                ["scope"] = new JsonObject
                {
                    ["rootPath"] = new JsonArray(JsonValue.Create(DashboardLayout.Root)),
                    ["excluded"] = new JsonArray(),
                },
                ["chartsInScope"] = new JsonArray(),
            },
            ["filter_bar_orientation"] = "VERTICAL",
            ["native_filter_configuration"] = filters.Of(definition["filters"]!.AsArray()),
        },
        ["version"] = "1.0.0",
    };
}
