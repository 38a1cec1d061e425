using Parquet.Meta;

namespace MdfMetrics.ParquetFiles.Values;

/// <summary>What one group of a nested column holds in a row, by the names of its columns.</summary>
/// <param name="element">How the file declares it.</param>
internal sealed class NestedGroup(SchemaElement element) : Dictionary<string, object?>(StringComparer.Ordinal)
{
    public SchemaElement Element => element;
}
