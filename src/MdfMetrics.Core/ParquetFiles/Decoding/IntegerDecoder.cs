using System.Runtime.InteropServices;
using Parquet.Meta;

namespace MdfMetrics.ParquetFiles.Decoding;

/// <summary>INT32 and INT64, with their sign; whoever wants them unsigned cuts them to their width.</summary>
internal sealed class IntegerDecoder(bool isLong) : ValueDecoder<long>
{
    public override void Decode(DataPage page, int position, Span<long> values)
    {
        switch (page.Encoding)
        {
            case Encoding.PLAIN when isLong:
                page.Longs(position, values.Length).CopyTo(values);
                break;
            case Encoding.PLAIN:
                Widen(page.Plain<int>(position, values.Length), values);
                break;
            case Encoding.DELTA_BINARY_PACKED:
                page.Deltas(ref position, values);
                foreach (ref long value in values)
                {
                    value = isLong ? value : (int)value;
                }

                break;
            case Encoding.BYTE_STREAM_SPLIT when isLong:
                MemoryMarshal.Cast<byte, long>(Join(page.Bytes(position), sizeof(long), values.Length)).CopyTo(values);
                break;
            case Encoding.BYTE_STREAM_SPLIT:
                Widen(MemoryMarshal.Cast<byte, int>(Join(page.Bytes(position), sizeof(int), values.Length)), values);
                break;
            default:
                throw Unknown(page);
        }
    }

    private static void Widen(ReadOnlySpan<int> numbers, Span<long> values)
    {
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = numbers[i];
        }
    }
}
