using System.Text.Json.Nodes;
using MdfMetrics.Dashboards.Content;
using MdfMetrics.Dashboards.Sql;

namespace MdfMetrics.Dashboards.Bundles;

/// <summary>A dataset of the dashboard, as <c>Content/datasets</c> describes it.</summary>
internal sealed class DatasetDefinition
{
    private readonly JsonObject _json;

    private DatasetDefinition(string name)
    {
        Name = name;
        _json = ContentFiles.Json($"datasets/{name}");
    }

    /// <summary>All of them, by name.</summary>
    public static IReadOnlyDictionary<string, DatasetDefinition> All { get; } = new[]
    {
        "mdf_runs", "mdf_stages", "mdf_operators", "mdf_latency", "mdf_flow", "mdf_timeline",
    }.ToDictionary(name => name, name => new DatasetDefinition(name));

    public string Name { get; }

    public string Description => Text("description");

    /// <summary>The column that the time filter acts on.</summary>
    public string Time => Text("time");

    /// <summary>
    /// The columns that charts may use: of a dataset of the store all but the lists, then those of its own.
    /// </summary>
    public IEnumerable<SqlColumn> Columns =>
    [
        .. (_json["table"] is { } table ? StoreTables.Columns(table.GetValue<string>()) : [])
            .Where(column => !column.Type.EndsWith("[]", StringComparison.Ordinal)),
        .. Members("columns").Select(column => new SqlColumn(column.Key, column.Value!.GetValue<string>())),
    ];

    /// <summary>Figures of groups of rows: label, sql and format of each.</summary>
    public JsonObject Metrics => Members("metrics");

    /// <summary>What people read in the place of a column's name; null where that says it.</summary>
    public string? Label(string column) => Members("labels")[column]?.GetValue<string>();

    /// <summary>How tables show the columns that they have.</summary>
    public JsonObject ColumnConfig(IReadOnlySet<string> shown) =>
        new(Members("column_config").Where(column => shown.Contains(column.Key)).Select(column =>
            KeyValuePair.Create(column.Key, column.Value?.DeepClone())));

    /// <summary>How tables colour the columns that they have.</summary>
    public JsonArray ConditionalFormatting(IReadOnlySet<string> shown) =>
    [
        .. (_json["conditional_formatting"]?.AsArray() ?? [])
            .Where(rule => shown.Contains(rule!["column"]!.GetValue<string>()))
            .Select(rule => rule!.DeepClone()),
    ];

    private string Text(string name) => _json[name]!.GetValue<string>();

    private JsonObject Members(string name) => _json[name]?.AsObject() ?? [];
}
