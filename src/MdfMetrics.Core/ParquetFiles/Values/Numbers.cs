using System.Globalization;
using System.Numerics;

namespace MdfMetrics.ParquetFiles.Values;

/// <summary>Numbers as they lie in files, as the types that they stand for.</summary>
internal static class Numbers
{
    /// <summary>Integers cut to the width of their type.</summary>
    public static ColumnValues<T>? Narrow<T>(ColumnValues<long> values)
        where T : struct => (default(T) switch
        {
            long => (object)values,
            ulong => values.Convert(static value => (ulong)value),
            int => values.Convert(static value => (int)value),
            uint => values.Convert(static value => (uint)value),
            short => values.Convert(static value => (short)value),
            ushort => values.Convert(static value => (ushort)value),
            sbyte => values.Convert(static value => (sbyte)value),
            byte => values.Convert(static value => (byte)value),
            _ => null,
        }) as ColumnValues<T>;

    /// <summary>The number that a decimal is nearest to.</summary>
    /// <param name="unscaled">Its digits.</param>
    /// <param name="scale">How many of them stand behind the point.</param>
    public static double FromDecimal(BigInteger unscaled, int scale) =>
        double.Parse($"{unscaled}e-{scale}", CultureInfo.InvariantCulture);

    /// <summary>The digits of a decimal in bytes, the highest first.</summary>
    public static BigInteger Unscaled(ReadOnlyMemory<byte> bytes) =>
        new(bytes.Span, isUnsigned: false, isBigEndian: true);
}
