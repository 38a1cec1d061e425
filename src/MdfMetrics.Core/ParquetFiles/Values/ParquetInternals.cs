using System.Runtime.CompilerServices;
using Parquet;
using Parquet.Meta;
using Type = Parquet.Meta.Type;

namespace MdfMetrics.ParquetFiles.Values;

/// <summary>What Parquet.Net 6.1.0 does not let through its public surface.</summary>
internal static class ParquetInternals
{
    /// <summary>
    /// Declares the byte columns of the file to be UTF-8 text. Written as text, Parquet.Net adds the smallest and the
    /// largest by UTF-16 order, not the UTF-8 order that engines prune by (a query for "😀" would skip a row group of
    /// "😀" and "～"), and each eight times over, which makes a long configuration most of a run's file.
    /// </summary>
    /// <param name="writer">The row group that is to be written.</param>
    /// <param name="isText">Whether a column is text; null where all byte columns are.</param>
    public static void DeclareText(this ParquetRowGroupWriter writer, Func<string, bool>? isText = null)
    {
        foreach (SchemaElement element in ColumnsOf(writer))
        {
            if (element.Type == Type.BYTE_ARRAY && isText?.Invoke(element.Name) != false)
            {
                element.LogicalType = new LogicalType { STRING = new StringType() };
                element.ConvertedType = ConvertedType.UTF8;
            }
        }
    }

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_thschema")]
    private static extern ref SchemaElement[] ColumnsOf(ParquetRowGroupWriter writer);
}
