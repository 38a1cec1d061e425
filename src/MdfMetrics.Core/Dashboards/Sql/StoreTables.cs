using MdfMetrics.ParquetFiles.Columns;
using MdfMetrics.Records;
using MdfMetrics.Storage.Layout;
using MdfMetrics.Storage.Schema;

namespace MdfMetrics.Dashboards.Sql;

/// <summary>The datasets of a store as SQL: whatever the files lack, each column is there, with its type.</summary>
/// <param name="path">The store, see <see cref="ServerPath"/>.</param>
/// <param name="layouts">The layouts whose folders each dataset has; a pattern that finds no file is an error.</param>
internal sealed class StoreTables(string path, IReadOnlyList<PartitionBy> layouts)
{
    private static readonly Dictionary<string, IReadOnlyList<SqlColumn>> s_columns = new()
    {
        [MetricsSchema.Runs.Name] = ColumnsOf(MetricsSchema.Runs),
        [MetricsSchema.Stages.Name] = ColumnsOf(MetricsSchema.Stages),
        [MetricsSchema.Operators.Name] = ColumnsOf(MetricsSchema.Operators),
        [MetricsSchema.Histograms.Name] = ColumnsOf(MetricsSchema.Histograms),
    };

    /// <summary>The names of the datasets.</summary>
    public static IReadOnlyCollection<string> Names => s_columns.Keys;

    /// <summary>The columns of a dataset, in order.</summary>
    public static IReadOnlyList<SqlColumn> Columns(string dataset) => s_columns[dataset];

    /// <summary>A table expression of all rows.</summary>
    public string Select(string dataset)
    {
        IReadOnlyList<SqlColumn> columns = Columns(dataset);
        return $"""
            (
                SELECT {Join(columns, column => $"CAST({column.Name} AS {column.Type}) AS {column.Name}")}
                FROM (
                    SELECT {Join(columns, column => $"CAST(NULL AS {column.Type}) AS {column.Name}")}
                    WHERE 1 = 0
                    UNION ALL BY NAME
                    SELECT *
                    FROM READ_PARQUET({Files(dataset)}, union_by_name = true, hive_partitioning = false)
                ) AS f
            )
            """;
    }

    /// <summary>Text as SQL has it.</summary>
    public static string Quote(string text) => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";

    private string Files(string dataset)
    {
        string[] globs = [.. layouts.Select(layout => Quote($"{path}/{Glob(layout, dataset)}"))];
        return globs.Length == 1 ? globs[0] : $"[{string.Join(", ", globs)}]";
    }

    /// <summary>No two of them find the same file, nor a summary nor what is in quarantine.</summary>
    private static string Glob(PartitionBy layout, string dataset) => layout switch
    {
        PartitionBy.Date => $"[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]/{dataset}/*.parquet",
        PartitionBy.Hive => $"{dataset}/{StoreLayout.HivePrefix}*/*.parquet",
        _ => $"{dataset}/*.parquet",
    };

    private static string Join(IReadOnlyList<SqlColumn> columns, Func<SqlColumn, string> text) =>
        string.Join(", ", columns.Select(text));

    private static SqlColumn[] ColumnsOf<TRow>(DatasetSchema<TRow> schema)
        where TRow : class => [.. schema.Columns.Select(column => new SqlColumn(column.Name, Type(column.Kind)))];

    private static string Type(ColumnKind kind) => kind switch
    {
        ColumnKind.Time => "TIMESTAMP",
        ColumnKind.Count or ColumnKind.Index => "BIGINT",
        ColumnKind.Seconds or ColumnKind.Percent or ColumnKind.PerSecond => "DOUBLE",
        ColumnKind.List => "BIGINT[]",
        _ => "VARCHAR",
    };
}
