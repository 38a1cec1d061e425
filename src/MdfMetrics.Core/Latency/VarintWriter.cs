using System.Buffers;
using System.Buffers.Binary;

namespace MdfMetrics.Latency;

/// <summary>Writes base-128 varints (low bits first, the high bit: more follow) and little-endian doubles.</summary>
internal sealed class VarintWriter
{
    private readonly ArrayBufferWriter<byte> _bytes = new();

    /// <summary>What has been written.</summary>
    public ReadOnlySpan<byte> Written => _bytes.WrittenSpan;

    /// <summary>Writes a number that is not negative.</summary>
    public void Unsigned(long number)
    {
        ulong rest = (ulong)number;
        while (rest >= 0x80)
        {
            Byte((byte)(rest | 0x80));
            rest >>= 7;
        }

        Byte((byte)rest);
    }

    /// <summary>Writes a number of either sign, zigzag: 0, -1, 1, -2, … become 0, 1, 2, 3, …</summary>
    public void Signed(int number) => Unsigned((uint)((number << 1) ^ (number >> 31)));

    /// <summary>Writes eight bytes.</summary>
    public void Double(double number)
    {
        BinaryPrimitives.WriteDoubleLittleEndian(_bytes.GetSpan(sizeof(double)), number);
        _bytes.Advance(sizeof(double));
    }

    private void Byte(byte value)
    {
        _bytes.GetSpan(1)[0] = value;
        _bytes.Advance(1);
    }
}
