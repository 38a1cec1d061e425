using Parquet.Meta;

namespace MdfMetrics.ParquetFiles.Decoding;

/// <summary>BOOLEAN: a bit each, or runs.</summary>
internal sealed class BooleanDecoder : ValueDecoder<bool>
{
    public override void Decode(DataPage page, int position, Span<bool> values)
    {
        switch (page.Encoding)
        {
            case Encoding.PLAIN:
                ReadOnlySpan<byte> bits = page.Plain<byte>(position, (values.Length + 7) / 8);
                for (int i = 0; i < values.Length; i++)
                {
                    values[i] = (bits[i >> 3] >> (i & 7) & 1) == 1;
                }

                break;
            case Encoding.RLE:
                int[] numbers = new int[values.Length];
                page.Runs(ref position, bitWidth: 1).Read(numbers);
                for (int i = 0; i < values.Length; i++)
                {
                    values[i] = numbers[i] == 1;
                }

                break;
            default:
                throw Unknown(page);
        }
    }
}
