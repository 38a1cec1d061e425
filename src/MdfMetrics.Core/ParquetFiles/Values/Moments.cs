using System.Buffers.Binary;
using Parquet.Meta;

namespace MdfMetrics.ParquetFiles.Values;

/// <summary>Moments as they lie in files, UTC. One before the year 1 or after 9999 is none.</summary>
internal static class Moments
{
    /// <summary>The day of <see cref="DateTime.UnixEpoch"/> in Julian days, by which INT96 counts.</summary>
    private const long EpochDay = 2_440_588;

    /// <summary>How the integers of a column are read as moments, as its type says; null where they are none.</summary>
    public static Func<long, DateTime?>? Reader(SchemaElement column) => column switch
    {
        { LogicalType.TIMESTAMP.Unit.NANOS: not null } =>
            static value => IsInfinite(value) ? null : At(FloorDivide(value, TimeSpan.NanosecondsPerTick)),
        { LogicalType.TIMESTAMP.Unit.MICROS: not null } or { ConvertedType: ConvertedType.TIMESTAMP_MICROS } =>
            static value => At(value, TimeSpan.TicksPerMicrosecond),
        { LogicalType.TIMESTAMP: not null } or { ConvertedType: ConvertedType.TIMESTAMP_MILLIS } =>
            static value => At(value, TimeSpan.TicksPerMillisecond),
        { LogicalType.DATE: not null } or { ConvertedType: ConvertedType.DATE } =>
            static value => At(value, TimeSpan.TicksPerDay),
        _ => null,
    };

    /// <summary>A moment as INT96: the nanoseconds of a day, then the day.</summary>
    public static DateTime? FromInt96(ReadOnlyMemory<byte> bytes)
    {
        long nanoseconds = BinaryPrimitives.ReadInt64LittleEndian(bytes.Span);
        long day = BinaryPrimitives.ReadInt32LittleEndian(bytes.Span[sizeof(long)..]) - EpochDay;
        return At((day * TimeSpan.TicksPerDay) + FloorDivide(nanoseconds, TimeSpan.NanosecondsPerTick));
    }

    /// <summary>The values by which DuckDB means infinity, and pandas no moment at all.</summary>
    private static bool IsInfinite(long value) => value is long.MaxValue or -long.MaxValue or long.MinValue;

    private static DateTime? At(long value, long unit) =>
        value <= long.MaxValue / unit && value >= long.MinValue / unit ? At(value * unit) : null;

    private static DateTime? At(long ticksSinceEpoch) =>
        ticksSinceEpoch >= -DateTime.UnixEpoch.Ticks
        && ticksSinceEpoch <= DateTime.MaxValue.Ticks - DateTime.UnixEpoch.Ticks
            ? DateTime.UnixEpoch.AddTicks(ticksSinceEpoch)
            : null;

    private static long FloorDivide(long value, long by) => (value / by) - (value % by < 0 ? 1 : 0);
}
