namespace MdfMetrics.ParquetFiles.Decoding;

/// <summary>A column of a file cannot be what the schema says it is.</summary>
internal sealed class ColumnException(string column, string reason) : Exception($"column {column} {reason}");
