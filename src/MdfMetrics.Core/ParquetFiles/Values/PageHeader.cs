using MdfMetrics.ParquetFiles.Decoding;

namespace MdfMetrics.ParquetFiles.Values;

/// <summary>
/// The header of a data page. Parquet.Net repeats the statistics of the chunk in it, wrong where those are, and nothing
/// reads them there.
/// </summary>
internal static class PageHeader
{
    private const byte NextNumber = 0x15;
    private const byte StructureAfterNext = 0x2C;
    private const int DataPage = 5 * ThriftWalker.MemberStride;

    private static readonly int[] s_page = [1, 2, 3];
    private static readonly int[] s_dataPage = [DataPage + 1, DataPage + 2, DataPage + 3, DataPage + 4];

    /// <summary>Drops the statistics out of the header of a data page, which then begins further on.</summary>
    /// <returns>How much further.</returns>
    public static int DropStatistics(Span<byte> page)
    {
        Span<long> fields = stackalloc long[6 * ThriftWalker.MemberStride];
        var walker = new ThriftWalker(page);
        walker.Walk(ThriftShape.PageHeader, fields);
        Span<byte> header = stackalloc byte[64];
        int length = 0;
        Numbers(s_page, fields, header, ref length);
        header[length++] = StructureAfterNext;
        Numbers(s_dataPage, fields, header, ref length);

        // Two zeros end the two structures.
        length += 2;
        int saved = walker.Position - length;
        header[..length].CopyTo(page[saved..]);
        return saved;
    }

    private static void Numbers(int[] places, ReadOnlySpan<long> fields, Span<byte> header, ref int length)
    {
        foreach (int place in places)
        {
            header[length++] = NextNumber;
            ulong rest = (ulong)(fields[place] << 1);
            for (; rest >= 0x80; rest >>= 7)
            {
                header[length++] = (byte)(rest | 0x80);
            }

            header[length++] = (byte)rest;
        }
    }
}
