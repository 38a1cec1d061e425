using System.Buffers.Binary;

namespace MdfMetrics.ParquetFiles.Decoding;

/// <summary>
/// Integers as DELTA_BINARY_PACKED: a first one, then the differences in blocks, each of a smallest difference and, in
/// smaller blocks of a bit width each, what the others have beyond it. All arithmetic wraps around.
/// </summary>
internal static class DeltaNumbers
{
    /// <summary>Reads numbers.</summary>
    /// <param name="data">Holds them; eight bytes more than they take.</param>
    /// <param name="end">Where they end at the latest.</param>
    /// <param name="position">Where they begin; goes on behind them.</param>
    /// <exception cref="InvalidDataException">There are others, or fewer.</exception>
    public static void Read(ReadOnlySpan<byte> data, int end, ref int position, Span<long> numbers)
    {
        if (numbers.IsEmpty && position == end)
        {
            return;
        }

        ulong blockSize = Unsigned(data, end, ref position);
        ulong blocks = Unsigned(data, end, ref position);
        Expect(blocks is > 0 and <= 1024 && blockSize % blocks == 0 && blockSize <= 1 << 24);
        int size = (int)(blockSize / blocks);
        Expect(size > 0 && size % 8 == 0 && Unsigned(data, end, ref position) == (ulong)numbers.Length);
        long last = Signed(data, end, ref position);
        if (!numbers.IsEmpty)
        {
            numbers[0] = last;
            numbers = numbers[1..];
        }

        while (!numbers.IsEmpty)
        {
            long least = Signed(data, end, ref position);
            int widths = position;
            position += (int)blocks;
            Expect(position <= end);
            for (int i = 0; i < (int)blocks && !numbers.IsEmpty; i++)
            {
                int width = data[widths + i];
                Span<long> some = numbers[..Math.Min(size, numbers.Length)];
                Expect(width <= 64 && ((some.Length * width) + 7) / 8 <= end - position);
                Unpack(data[position..], width, some);
                foreach (ref long number in some)
                {
                    number = last = unchecked(last + least + number);
                }

                // Some writers cut the last small block off where its numbers end.
                position = Math.Min(position + (size / 8 * width), end);
                numbers = numbers[some.Length..];
            }
        }
    }

    private static void Unpack(ReadOnlySpan<byte> data, int width, Span<long> numbers)
    {
        ulong mask = width == 64 ? ulong.MaxValue : (1UL << width) - 1;
        long bit = 0;
        for (int i = 0; i < numbers.Length; i++, bit += width)
        {
            (int at, int shift) = ((int)(bit >> 3), (int)(bit & 7));
            ulong bits = BinaryPrimitives.ReadUInt64LittleEndian(data[at..]) >> shift;
            if (shift + width > 64)
            {
                bits |= (ulong)data[at + 8] << (64 - shift);
            }

            numbers[i] = (long)(bits & mask);
        }
    }

    private static long Signed(ReadOnlySpan<byte> data, int end, ref int position)
    {
        ulong value = Unsigned(data, end, ref position);
        return (long)(value >> 1) ^ -(long)(value & 1);
    }

    private static ulong Unsigned(ReadOnlySpan<byte> data, int end, ref int position)
    {
        ulong value = 0;
        for (int shift = 0; ; shift += 7)
        {
            Expect(position < end && shift < 70);
            byte part = data[position++];
            value |= (ulong)(part & 0x7F) << shift;
            if (part < 0x80)
            {
                return value;
            }
        }
    }

    private static void Expect(bool holds)
    {
        if (!holds)
        {
            throw new InvalidDataException("Its pages are damaged");
        }
    }
}
