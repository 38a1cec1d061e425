using Parquet.Meta;
using Type = Parquet.Meta.Type;

namespace MdfMetrics.ParquetFiles.Values;

/// <summary>
/// What a footer says of the values of a column chunk: right, or nothing. Engines prune by it, and some answer MIN and
/// MAX from it without a look at the values.
/// </summary>
internal static class ChunkStatistics
{
    /// <summary>Puts right what Parquet.Net says: 0 where there is no value, NaN, zeros of either sign.</summary>
    public static void Correct(ColumnMetaData chunk, SchemaElement column)
    {
        Statistics statistics = chunk.Statistics!;
        if (statistics is not { MinValue: { } min, MaxValue: { } max })
        {
            return;
        }

        bool isFloating = column.Type is Type.DOUBLE or Type.FLOAT;
        if (statistics.NullCount == chunk.NumValues || (isFloating && double.IsNaN(Number(min))))
        {
            statistics.Min = statistics.Max = statistics.MinValue = statistics.MaxValue = null;
            return;
        }

        // -0 and 0 are equal, so the smallest zero is -0 whichever of them there is: the highest bit is the sign.
        if (isFloating && Number(min) == 0)
        {
            min[^1] = 0x80;
        }

        if (isFloating && Number(max) == 0)
        {
            max[^1] = 0;
        }

        if (column.LogicalType?.INTEGER?.IsSigned == false)
        {
            // The older fields are by signed order.
            statistics.Min = statistics.Max = null;
        }
    }

    private static double Number(byte[] value) =>
        value.Length == sizeof(float) ? BitConverter.ToSingle(value) : BitConverter.ToDouble(value);
}
