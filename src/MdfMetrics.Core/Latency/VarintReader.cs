using System.Buffers.Binary;

namespace MdfMetrics.Latency;

/// <summary>Reads what <see cref="VarintWriter"/> wrote, from bytes that may be anything.</summary>
internal ref struct VarintReader(ReadOnlySpan<byte> bytes)
{
    private ReadOnlySpan<byte> _rest = bytes;

    /// <summary>Whether all has been read.</summary>
    public readonly bool AtEnd => _rest.IsEmpty;

    /// <summary>Reads a number from 0 to the largest long.</summary>
    /// <exception cref="MetricsException"><see cref="MetricsError.InvalidMetric"/>: cut off or too large.</exception>
    public long Unsigned()
    {
        const int MostBits = 63;
        long number = 0;
        for (int shift = 0; shift < MostBits; shift += 7)
        {
            byte next = Take(1)[0];
            number |= (long)(next & 0x7F) << shift;
            if (next < 0x80)
            {
                return number;
            }
        }

        throw LatencyHistogram.Invalid("a number in it is too large");
    }

    /// <summary>Reads a number of either sign.</summary>
    /// <exception cref="MetricsException"><see cref="MetricsError.InvalidMetric"/>: cut off or too large.</exception>
    public int Signed()
    {
        long zigzag = Unsigned();
        return zigzag <= uint.MaxValue
            ? (int)(zigzag >> 1) ^ -(int)(zigzag & 1)
            : throw LatencyHistogram.Invalid("an index in it is too large");
    }

    /// <summary>Reads eight bytes.</summary>
    /// <exception cref="MetricsException"><see cref="MetricsError.InvalidMetric"/>: cut off.</exception>
    public double Double() => BinaryPrimitives.ReadDoubleLittleEndian(Take(sizeof(double)));

    private ReadOnlySpan<byte> Take(int length)
    {
        if (_rest.Length < length)
        {
            throw LatencyHistogram.Invalid("it is cut off");
        }

        ReadOnlySpan<byte> taken = _rest[..length];
        _rest = _rest[length..];
        return taken;
    }
}
