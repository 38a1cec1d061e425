using System.Buffers.Binary;
using Parquet.Meta;

namespace MdfMetrics.ParquetFiles.Decoding;

/// <summary>BYTE_ARRAY, and FIXED_LEN_BYTE_ARRAY and INT96 with their length.</summary>
/// <param name="width">How many bytes each value has; 0 where each says it.</param>
internal sealed class BytesDecoder(int width) : ValueDecoder<ReadOnlyMemory<byte>>
{
    public override void Decode(DataPage page, int position, Span<ReadOnlyMemory<byte>> values)
    {
        switch (page.Encoding)
        {
            case Encoding.PLAIN:
                ReadPlain(page.Bytes(position).ToArray(), values);
                break;
            case Encoding.DELTA_LENGTH_BYTE_ARRAY:
                ReadLengths(page, position, values);
                break;
            case Encoding.DELTA_BYTE_ARRAY:
                long[] prefixes = new long[values.Length];
                page.Deltas(ref position, prefixes);
                ReadLengths(page, position, values);
                Complete(prefixes, values);
                break;
            case Encoding.BYTE_STREAM_SPLIT when width > 0:
                ReadPlain(Join(page.Bytes(position), width, values.Length), values);
                break;
            default:
                throw Unknown(page);
        }
    }

    private void ReadPlain(ReadOnlyMemory<byte> bytes, Span<ReadOnlyMemory<byte>> values)
    {
        foreach (ref ReadOnlyMemory<byte> value in values)
        {
            int length = width;
            if (width == 0)
            {
                length = BinaryPrimitives.ReadInt32LittleEndian(bytes.Span);
                bytes = bytes[sizeof(int)..];
            }

            value = Take(ref bytes, length);
        }
    }

    private static void ReadLengths(DataPage page, int position, Span<ReadOnlyMemory<byte>> values)
    {
        long[] lengths = new long[values.Length];
        page.Deltas(ref position, lengths);
        ReadOnlyMemory<byte> bytes = page.Bytes(position).ToArray();
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = Take(ref bytes, lengths[i]);
        }
    }

    /// <summary>Puts before each value what it has in common with the one before.</summary>
    private static void Complete(long[] prefixes, Span<ReadOnlyMemory<byte>> values)
    {
        ReadOnlyMemory<byte> last = default;
        for (int i = 0; i < values.Length; i++)
        {
            ReadOnlyMemory<byte> prefix = Take(ref last, prefixes[i]);
            if (!prefix.IsEmpty)
            {
                byte[] whole = new byte[prefix.Length + values[i].Length];
                prefix.CopyTo(whole);
                values[i].CopyTo(whole.AsMemory(prefix.Length));
                values[i] = whole;
            }

            last = values[i];
        }
    }

    private static ReadOnlyMemory<byte> Take(ref ReadOnlyMemory<byte> bytes, long length)
    {
        if (length < 0 || length > bytes.Length)
        {
            throw new InvalidDataException("Its pages are damaged");
        }

        ReadOnlyMemory<byte> taken = bytes[..(int)length];
        bytes = bytes[(int)length..];
        return taken;
    }
}
