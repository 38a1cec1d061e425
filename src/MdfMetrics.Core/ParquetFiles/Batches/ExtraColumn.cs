using Parquet.Schema;

namespace MdfMetrics.ParquetFiles.Batches;

/// <summary>Columns that are not the dataset's own: whoever rewrites a file carries them over.</summary>
internal static class ExtraColumn
{
    private static readonly Dictionary<Type, Func<string, ColumnBuffer>> s_kinds = new()
    {
        [typeof(ReadOnlyMemory<char>)] = static name => new TextBatch(name),
        [typeof(ReadOnlyMemory<byte>)] = ValueBatch.Any<ReadOnlyMemory<byte>>,
        [typeof(bool)] = ValueBatch.Any<bool>,
        [typeof(byte)] = ValueBatch.Any<byte>,
        [typeof(sbyte)] = ValueBatch.Any<sbyte>,
        [typeof(short)] = ValueBatch.Any<short>,
        [typeof(ushort)] = ValueBatch.Any<ushort>,
        [typeof(int)] = ValueBatch.Any<int>,
        [typeof(uint)] = ValueBatch.Any<uint>,
        [typeof(long)] = ValueBatch.Any<long>,
        [typeof(ulong)] = ValueBatch.Any<ulong>,
        [typeof(float)] = ValueBatch.Any<float>,
        [typeof(double)] = ValueBatch.Any<double>,
    };

    /// <summary>
    /// An empty column for a field of a file; null where it is not flat, or some of it would be lost.
    /// </summary>
    public static ColumnBuffer? Create(Field field) => field switch
    {
        DateTimeDataField { DateTimeFormat: DateTimeFormat.Timestamp, Unit: DateTimeTimeUnit.Millis } time
            when !time.IsAdjustedToUTC => ValueBatch.Times(field.Name),
        TimeDataField => null,
        DataField { MaxRepetitionLevel: 0 } data => s_kinds.GetValueOrDefault(data.ClrType)?.Invoke(field.Name),
        _ => null,
    };
}
