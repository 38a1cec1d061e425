namespace MdfMetrics.ParquetFiles;

/// <summary>The version of the columns that a file is written with, as its footer says: see docs/schema.md.</summary>
internal static class SchemaVersion
{
    /// <summary>The version that is written, and the highest one that is rewritten.</summary>
    public const int Current = 1;

    /// <summary>The footer's key of the version.</summary>
    public const string Key = "mdf.schema";
}
