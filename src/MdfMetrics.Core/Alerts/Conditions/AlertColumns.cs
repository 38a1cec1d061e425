using System.Collections;
using MdfMetrics.ParquetFiles.Columns;
using MdfMetrics.Records;
using MdfMetrics.Storage.Schema;

namespace MdfMetrics.Alerts.Conditions;

/// <summary>The columns that conditions can name, by level.</summary>
internal static class AlertColumns
{
    // That of a run has the name of the other levels' as well.
    private static readonly AlertColumn[] s_run =
    [
        .. Of(MetricsSchema.Runs),
        new("pass_rate", ColumnKind.Percent, static run => ((RunMetrics)run).overall_pass_rate),
    ];

    private static readonly AlertColumn[] s_stage = Of(MetricsSchema.Stages);
    private static readonly AlertColumn[] s_operator = Of(MetricsSchema.Operators);

    /// <summary>The names of a level's columns; members of dictionaries end with a dot.</summary>
    public static IEnumerable<string> Names(AlertLevel level) =>
        Level(level).Select(column => column.Kind == ColumnKind.Json ? column.Name + "." : column.Name);

    /// <summary>The column of a name, without regard to case; null when the level has none.</summary>
    public static AlertColumn? Find(AlertLevel level, string name)
    {
        if (Find(level, name, isJson: false) is { } found)
        {
            return found;
        }

        int dot = name.IndexOf('.', StringComparison.Ordinal);
        if (dot <= 0 || dot == name.Length - 1 || Find(level, name[..dot], isJson: true) is not { } dictionary)
        {
            return null;
        }

        string path = name[(dot + 1)..];
        return new AlertColumn(name, ColumnKind.Json, row => Member(dictionary.Read(row) as IDictionary, path));
    }

    /// <summary>All that a condition can compare: no moments.</summary>
    private static AlertColumn[] Of<TRow>(DatasetSchema<TRow> schema)
        where TRow : class =>
        [.. schema.Columns
            .Where(column => column.Kind != ColumnKind.Time)
            .Select(column => new AlertColumn(column.Name, column.Kind, row => column.Value((TRow)row)))];

    private static AlertColumn[] Level(AlertLevel level) => level switch
    {
        AlertLevel.Run => s_run,
        AlertLevel.Stage => s_stage,
        _ => s_operator,
    };

    private static AlertColumn? Find(AlertLevel level, string name, bool isJson) => Array.Find(
        Level(level),
        column => column.Kind == ColumnKind.Json == isJson
            && column.Name.Equals(name, StringComparison.OrdinalIgnoreCase));

    /// <summary>A member, or a member of a member; a key that holds dots itself is found first.</summary>
    private static object? Member(IDictionary? dictionary, string path)
    {
        if (dictionary is null || dictionary.Contains(path))
        {
            return dictionary?[path];
        }

        for (int dot = path.IndexOf('.', StringComparison.Ordinal); dot >= 0; dot = path.IndexOf('.', dot + 1))
        {
            if (dictionary[path[..dot]] is IDictionary inner && Member(inner, path[(dot + 1)..]) is { } value)
            {
                return value;
            }
        }

        return null;
    }
}
