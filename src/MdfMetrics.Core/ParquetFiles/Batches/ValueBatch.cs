using Parquet.Schema;

namespace MdfMetrics.ParquetFiles.Batches;

/// <summary>Makes columns of numbers and times.</summary>
internal static class ValueBatch
{
    /// <summary>A column of 64-bit integers.</summary>
    public static ValueBatch<long> Integers(string name) =>
        new(name, static source => source.ReadIntegersAsync(), CreateField<long>);

    /// <summary>A column of floating-point numbers; what is no finite number is NULL.</summary>
    public static ValueBatch<double> Floats(string name) =>
        new(name, static source => source.ReadFloatsAsync(), CreateField<double>) { IsValue = double.IsFinite };

    /// <summary>A column of moments, UTC.</summary>
    public static ValueBatch<DateTime> Times(string name) =>
        new(name, static source => source.ReadTimesAsync(), CreateTimeField);

    /// <summary>A column of values of any type that files hold flat.</summary>
    public static ValueBatch<T> Any<T>(string name)
        where T : struct =>
        new(name, static source => source.ReadAsync<T>(), CreateField<T>);

    /// <summary>A column of a type, as a file declares it.</summary>
    private static DataField CreateField<T>(string name) => new(name, typeof(T), isNullable: true);

    /// <summary>
    /// A column of moments in milliseconds. Parquet.Net writes wrong statistics for finer units, on which engines prune
    /// (aloneguid/parquet-dotnet#769), and the deprecated INT96 for a plain DateTime column.
    /// </summary>
    private static DateTimeDataField CreateTimeField(string name) => new DateTimeDataField(
        name,
        DateTimeFormat.Timestamp,
        isAdjustedToUTC: false,
        unit: DateTimeTimeUnit.Millis,
        isNullable: true);
}
