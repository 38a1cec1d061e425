using System.Runtime.InteropServices;
using Parquet.Meta;

namespace MdfMetrics.ParquetFiles.Decoding;

/// <summary>FLOAT and DOUBLE.</summary>
internal sealed class FloatDecoder(bool isDouble) : ValueDecoder<double>
{
    public override void Decode(DataPage page, int position, Span<double> values)
    {
        int width = isDouble ? sizeof(double) : sizeof(float);
        ReadOnlySpan<byte> bytes = page.Encoding switch
        {
            Encoding.PLAIN => page.Plain<byte>(position, values.Length * width),
            Encoding.BYTE_STREAM_SPLIT => Join(page.Bytes(position), width, values.Length),
            _ => throw Unknown(page),
        };
        if (isDouble)
        {
            MemoryMarshal.Cast<byte, double>(bytes).CopyTo(values);
            return;
        }

        ReadOnlySpan<float> singles = MemoryMarshal.Cast<byte, float>(bytes);
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = singles[i];
        }
    }
}
