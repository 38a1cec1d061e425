using System.Text.Json;
using System.Text.Json.Nodes;

namespace MdfMetrics.Tests.Dashboards;

/// <summary>The SQL that Superset makes of a chart: its columns and metrics over the query of its dataset.</summary>
/// <param name="chart">The chart's file in a bundle.</param>
/// <param name="dataset">The file of its dataset.</param>
internal sealed class ChartQuery(JsonObject chart, JsonObject dataset)
{
    private static readonly string[] s_dimensions =
    [
        "x_axis", "groupby", "columns", "series", "entity", "source", "target", "start_time", "end_time", "y_axis",
        "tooltip_columns", "all_columns",
    ];

    private static readonly string[] s_metrics = ["metric", "metrics", "x", "y", "size", "timeseries_limit_metric"];

    private readonly JsonObject _parameters = chart["params"]!.AsObject();

    /// <summary>The columns that it shows or groups by.</summary>
    public string[] Dimensions => [.. Names(s_dimensions)];

    /// <summary>The metrics that it shows or sorts by.</summary>
    public string[] Metrics => [.. Names(s_metrics)];

    /// <summary>The columns that its own filters name.</summary>
    public string[] Filtered =>
        [.. Filters().Select(filter => filter["subject"]?.GetValue<string>()).OfType<string>().Distinct()];

    /// <summary>The query.</summary>
    /// <param name="where">Conditions on columns, of those that its dataset has.</param>
    public string Sql(params string[] where)
    {
        string[] dimensions = [.. Dimensions.Select(Dimension)];
        string[] metrics = [.. Metrics.Select(metric => $"{Expression(metric)} AS \"{metric}\"")];
        string[] conditions = [.. Filters("WHERE").Concat(where)];
        string[] having = [.. Filters("HAVING")];
        bool isRaw = _parameters["query_mode"]?.GetValue<string>() == "raw";
        return $"""
            SELECT {string.Join(", ", dimensions.Concat(metrics))}
            FROM (
            {dataset["sql"]}
            ) AS virtual_table
            {(conditions is [] ? "" : $"WHERE {string.Join(" AND ", conditions)}")}
            {(isRaw || dimensions is [] ? "" : $"GROUP BY {string.Join(", ", dimensions.Select((_, i) => i + 1))}")}
            {(having is [] ? "" : $"HAVING {string.Join(" AND ", having)}")}
            {(metrics is [] || dimensions is [] ? "" : $"ORDER BY \"{Metrics[^1]}\" DESC")}
            LIMIT {_parameters["row_limit"] ?? 50000}
            """;
    }

    private IEnumerable<string> Names(string[] parameters) => parameters
        .SelectMany(name => _parameters[name] switch
        {
            JsonArray names => names.Select(item => item!.GetValue<string>()),
            JsonValue one => [one.GetValue<string>()],
            _ => [],
        })
        .Distinct();

    private string Dimension(string column) =>
        column == _parameters["x_axis"]?.GetValue<string>() && _parameters["time_grain_sqla"] is not null
            ? $"DATE_TRUNC('day', \"{column}\") AS \"{column}\""
            : $"\"{column}\"";

    private string Expression(string metric) => dataset["metrics"]!.AsArray()
        .Single(item => item!["metric_name"]!.GetValue<string>() == metric)!["expression"]!.GetValue<string>();

    private IEnumerable<JsonObject> Filters() =>
        _parameters["adhoc_filters"]!.AsArray().Select(item => item!.AsObject());

    private IEnumerable<string> Filters(string clause) =>
        from filter in Filters()
        where filter["clause"]!.GetValue<string>() == clause && !IsTime(filter)
        select filter["sqlExpression"]?.GetValue<string>()
            ?? $"\"{filter["subject"]}\" {Operator(filter)} {Value(filter["comparator"])}";

    private static bool IsTime(JsonObject filter) => filter["operator"]?.GetValue<string>() == "TEMPORAL_RANGE";

    private static string Operator(JsonObject filter) =>
        filter["operator"]!.GetValue<string>() is var text && text == "==" ? "=" : text;

    private static string Value(JsonNode? value) => value switch
    {
        null => "",
        JsonArray list => $"({string.Join(", ", list.Select(Value))})",
        _ when value.GetValueKind() == JsonValueKind.String => $"'{value.GetValue<string>()}'",
        _ => value.ToJsonString(),
    };
}
