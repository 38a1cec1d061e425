namespace MdfMetrics.Dashboards.Sql;

/// <summary>A column as DuckDB names and types it.</summary>
internal readonly record struct SqlColumn(string Name, string Type);
