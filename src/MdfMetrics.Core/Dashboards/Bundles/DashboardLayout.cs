using System.Text.Json.Nodes;

namespace MdfMetrics.Dashboards.Bundles;

/// <summary>Where the charts stand: tabs, rows, and in rows columns of rows.</summary>
internal sealed class DashboardLayout
{
    public const string Root = "ROOT_ID";

    private const string Tabs = "TABS-mdf";

    private readonly JsonObject _nodes = new() { ["DASHBOARD_VERSION_KEY"] = "v2" };
    private readonly IReadOnlyDictionary<string, JsonObject> _charts;
    private readonly Dictionary<string, int> _chartIds;
    private readonly Dictionary<string, string> _tabIds = [];

    /// <param name="tabs">The tabs as <c>Content/tabs</c> describes them.</param>
    /// <param name="charts">The charts of the bundle by their names in the tabs.</param>
    public DashboardLayout(string title, IEnumerable<JsonObject> tabs, IReadOnlyDictionary<string, JsonObject> charts)
    {
        _charts = charts;
        _chartIds = charts.Keys.Select((key, i) => (key, i + 1)).ToDictionary();
        Add(Root, "ROOT", null, null);
        Add("GRID_ID", "GRID", Root, null);
        Children(Root).Clear();
        _nodes["HEADER_ID"] = new JsonObject
        {
            ["type"] = "HEADER",
            ["id"] = "HEADER_ID",
            ["meta"] = new JsonObject { ["text"] = title },
        };
        Add(Tabs, "TABS", Root, []);
        foreach (JsonObject tab in tabs)
        {
            AddTab(tab);
        }
    }

    public IEnumerable<string> TabIds => _tabIds.Values;

    public string TabId(string title) => _tabIds[title];

    /// <summary>The number by which filters name a chart of the dashboard.</summary>
    public int ChartId(string key) => _chartIds[key];

    /// <summary>All nodes by their ids.</summary>
    public JsonObject Position() => _nodes.DeepClone().AsObject();

    private void AddTab(JsonObject tab)
    {
        string title = tab["title"]!.GetValue<string>();
        string id = Invariant($"TAB-{_tabIds.Count + 1}");
        _tabIds[title] = id;
        Add(id, "TAB", Tabs, new JsonObject
        {
            ["text"] = title,
            ["defaultText"] = "Tab title",
            ["placeholder"] = "Tab title",
        });
        AddRows(id, tab["rows"]!.AsArray());
    }

    private void AddRows(string parent, JsonArray rows)
    {
        foreach ((JsonNode? row, int i) in rows.Select((row, i) => (row, i)))
        {
            string id = Invariant($"ROW-{parent}-{i + 1}");
            Add(id, "ROW", parent, Background());
            foreach ((JsonNode? cell, int j) in row!.AsArray().Select((cell, j) => (cell, j)))
            {
                if (cell!["rows"]?.AsArray() is { } inner)
                {
                    string column = Invariant($"COLUMN-{id}-{j + 1}");
                    JsonObject meta = Background();
                    meta["width"] = inner.Max(part => part!.AsArray().Sum(chart => chart!["width"]!.GetValue<int>()));
                    Add(column, "COLUMN", id, meta);
                    AddRows(column, inner);
                }
                else
                {
                    AddChart(id, cell.AsObject());
                }
            }
        }
    }

    private void AddChart(string row, JsonObject cell)
    {
        string key = cell["chart"]!.GetValue<string>();
        JsonObject chart = _charts[key];
        Add($"CHART-{key}", "CHART", row, new JsonObject
        {
            ["chartId"] = ChartId(key),
            ["uuid"] = chart["uuid"]!.DeepClone(),
            ["sliceName"] = chart["slice_name"]!.DeepClone(),
            ["width"] = cell["width"]!.DeepClone(),
            ["height"] = cell["height"]!.DeepClone(),
        });
    }

    private void Add(string id, string type, string? parent, JsonObject? meta)
    {
        var node = new JsonObject { ["type"] = type, ["id"] = id, ["children"] = new JsonArray() };
        if (parent is not null)
        {
            Children(parent).Add(id);
            IEnumerable<JsonNode?> above = _nodes[parent]!["parents"]?.AsArray() ?? [];
            node["parents"] = new JsonArray([.. above.Select(part => part?.DeepClone()), JsonValue.Create(parent)]);
        }

        if (meta is not null)
        {
            node["meta"] = meta;
        }

        _nodes[id] = node;
    }

    private JsonArray Children(string id) => _nodes[id]!["children"]!.AsArray();

    private static JsonObject Background() => new() { ["background"] = "BACKGROUND_TRANSPARENT" };
}
