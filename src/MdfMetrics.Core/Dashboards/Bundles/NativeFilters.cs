using System.Text.Json.Nodes;

namespace MdfMetrics.Dashboards.Bundles;

/// <summary>The filters beside the dashboard.</summary>
/// <param name="layout">The tabs and charts that they act on.</param>
/// <param name="datasetIds">The ids of the datasets by their names.</param>
/// <param name="timeRange">What the time filter begins with, as Superset writes it; null for all time.</param>
/// <param name="hasRuns">Whether the store has runs.</param>
internal sealed class NativeFilters(
    DashboardLayout layout,
    IReadOnlyDictionary<string, string> datasetIds,
    string? timeRange,
    bool hasRuns)
{
    private const string IdPrefix = "NATIVE_FILTER-";
    private const string Time = "filter_time";

    /// <param name="definitions">The filters as <c>Content/dashboard.json</c> describes them.</param>
    public JsonArray Of(JsonArray definitions) => [.. definitions.Select(filter => Filter(filter!.AsObject()))];

    private JsonObject Filter(JsonObject definition)
    {
        string type = Text(definition, "type") ?? "filter_select";
        bool isSelect = type == "filter_select";
        bool isOne = definition.ContainsKey("one");
        string? newestBy = Text(definition, "newest_by");
        var filter = new JsonObject
        {
            ["id"] = IdPrefix + Text(definition, "id"),
            ["type"] = "NATIVE_FILTER",
            ["name"] = Text(definition, "name"),
            ["description"] = Text(definition, "description") ?? string.Empty,
            ["filterType"] = type,
            ["targets"] = new JsonArray(Target(definition)),
            ["controlValues"] = isSelect ? SelectControls(isOne, newestBy) : Controls(),
            ["defaultDataMask"] = Mask(type == Time ? timeRange : null),
            ["cascadeParentIds"] = List(Texts(definition, "within").Select(id => JsonValue.Create(IdPrefix + id))),
            ["scope"] = new JsonObject
            {
                ["rootPath"] = List(Scope(definition).Select(id => JsonValue.Create(id))),
                ["excluded"] = List(Texts(definition, "without").Select(key => JsonValue.Create(layout.ChartId(key)))),
            },
        };
        if (newestBy is not null)
        {
            filter["sortMetric"] = newestBy;
        }

        // Without it the tab adds all runs up beside a filter that names one; with it, a store that has none leaves the
        // whole dashboard waiting for ever.
        if (isOne && hasRuns)
        {
            filter["requiredFirst"] = true;
        }

        return filter;
    }

    private JsonObject Target(JsonObject definition)
    {
        var target = new JsonObject();
        if (Text(definition, "dataset") is { } dataset)
        {
            target["datasetUuid"] = datasetIds[dataset];
        }

        if (Text(definition, "column") is { } column)
        {
            target["column"] = new JsonObject { ["name"] = column };
        }

        return target;
    }

    private IEnumerable<string> Scope(JsonObject definition) =>
        Text(definition, "on") is { } only ? [layout.TabId(only)]
        : Text(definition, "not_on") is { } hidden ? layout.TabIds.Where(id => id != layout.TabId(hidden))
        : [DashboardLayout.Root];

    private static JsonArray List(IEnumerable<JsonNode?> items) => new([.. items]);

    private static JsonObject Controls() => new() { ["enableEmptyFilter"] = false };

    private static JsonObject SelectControls(bool isOne, string? newestBy)
    {
        JsonObject controls = Controls();
        controls["defaultToFirstItem"] = isOne;
        controls["multiSelect"] = !isOne;
        controls["searchAllOptions"] = true;
        controls["inverseSelection"] = false;
        controls["sortAscending"] = newestBy is null;
        if (newestBy is not null)
        {
            controls["sortMetric"] = newestBy;
        }

        return controls;
    }

    private static JsonObject Mask(string? range) => new()
    {
        ["extraFormData"] = range is null ? new JsonObject() : new JsonObject { ["time_range"] = range },
        ["filterState"] = range is null ? new JsonObject() : new JsonObject { ["value"] = range },
        ["ownState"] = new JsonObject(),
    };

    private static string? Text(JsonObject definition, string name) => definition[name]?.GetValue<string>();

    private static IEnumerable<string> Texts(JsonObject definition, string name) =>
        (definition[name]?.AsArray() ?? []).Select(text => text!.GetValue<string>());
}
