using System.Buffers.Binary;
using Parquet.Meta;

namespace MdfMetrics.ParquetFiles.Decoding;

/// <summary>Looks at what a file claims before the decoder, which believes it all, allocates and loops by it.</summary>
internal static class ParquetGuard
{
    /// <summary>The magic PAR1 at both ends and the length of the footer.</summary>
    private const int Frame = 12;

    /// <summary>What is read first from the end of a file: of most the whole footer.</summary>
    private const int UsualFooter = 64 * 1024;

    /// <summary>
    /// What a column of a row group may have beyond the length that it claims: writers forget headers.
    /// </summary>
    private const int Forgotten = 4096;

    /// <summary>No real file packs more values into a byte.</summary>
    private const int ValuesPerByte = 16;

    /// <summary>No real page shrinks further.</summary>
    private const int Compression = 1000;

    private const long SmallestLimit = 1024 * 1024;

    /// <summary>What the pages of one column of a row group may unpack to.</summary>
    private const long LargestLimit = 1024 * 1024 * 1024;

    /// <summary>As many rows of a row group, and as many values of one of its columns, fit into a gigabyte.</summary>
    private const int MostRows = 2_000_000;
    private const int MostValues = 64_000_000;

    /// <summary>The most values that a file of a length can hold in a column of a row group.</summary>
    public static long MaxValues(long length) => Math.Min(length * ValuesPerByte, MostValues);

    /// <summary>Refuses a row group of more rows than the file can hold, or than are read at once.</summary>
    /// <exception cref="InvalidDataException">The file can't hold them.</exception>
    /// <exception cref="FileTooLargeException">They are not read at once.</exception>
    public static void CheckRows(long length, long rows)
    {
        if (rows < 0 || rows > length * ValuesPerByte)
        {
            throw new InvalidDataException($"It claims {rows} rows in {length} bytes");
        }

        if (rows > MostRows)
        {
            throw new FileTooLargeException(
                Invariant($"It has a row group of {rows:N0} rows, and {MostRows:N0} are read at most"));
        }
    }

    /// <summary>Refuses a file whose footer would lead the decoder astray.</summary>
    /// <exception cref="InvalidDataException">It would.</exception>
    /// <exception cref="UnsupportedException">It is encrypted.</exception>
    public static void CheckFooter(FileWindow file)
    {
        if (file.Load(0, 4).StartsWith("PARE"u8))
        {
            throw new UnsupportedException("It is encrypted");
        }

        if (file.Length < Frame || !file.Load(0, 4).StartsWith("PAR1"u8))
        {
            throw new InvalidDataException("It does not begin and end as a Parquet file");
        }

        ReadOnlySpan<byte> end = file.Load(file.Length - UsualFooter, UsualFooter);
        if (!end.EndsWith("PAR1"u8))
        {
            throw new InvalidDataException("It does not begin and end as a Parquet file");
        }

        int length = BinaryPrimitives.ReadInt32LittleEndian(end[^8..]);
        if (length < 0 || length > file.Length - Frame)
        {
            throw new InvalidDataException("Its footer is longer than the file");
        }

        ReadOnlySpan<byte> footer = file.Load(file.Length - length - 8, length + 8);
        new ThriftWalker(footer[..length]).Walk(ThriftShape.FileMetaData);
    }

    /// <summary>The bytes of a column's pages, and some more.</summary>
    /// <exception cref="InvalidDataException">The column lies outside of the file.</exception>
    public static ReadOnlySpan<byte> Pages(FileWindow file, ColumnMetaData column)
    {
        long start = Start(column);
        Expect(start > 0 && start < file.Length && column.TotalCompressedSize <= LargestLimit);
        return file.Load(start, Math.Max(column.TotalCompressedSize, 0) + Forgotten);
    }

    /// <summary>Refuses a column whose pages would lead a decoder astray.</summary>
    /// <returns>Whether Parquet.Net can be trusted with all of them.</returns>
    /// <exception cref="InvalidDataException">They would.</exception>
    public static bool CheckPages(FileWindow file, ColumnMetaData column)
    {
        ReadOnlySpan<byte> pages = Pages(file, column);
        long left = Math.Clamp(file.Length * (long)Compression, SmallestLimit, LargestLimit);
        long position = 0;
        bool areSimple = column.Codec is CompressionCodec.UNCOMPRESSED or CompressionCodec.SNAPPY
            or CompressionCodec.GZIP or CompressionCodec.BROTLI or CompressionCodec.ZSTD;
        for (long values = 0; values < column.NumValues;)
        {
            Expect(position < pages.Length);
            PageHeader header = PageHeader.Read(pages[(int)position..]);
            position += header.Length;
            (long unpacked, long packed) = (header.Unpacked, header.Packed);
            Expect(packed >= 0 && packed <= pages.Length - position && unpacked >= 0 && unpacked <= left);
            Expect(header.DictionaryValues >= 0 && header.DictionaryValues <= MaxValues(file.Length));
            long count = header.DataValues;
            Expect(count >= 0 && count <= column.NumValues - values);
            if (header.Encoding == Encoding.DELTA_BYTE_ARRAY)
            {
                // Each value may go on where the one before it ends.
                Expect(count * unpacked <= LargestLimit);
            }

            long levels = header.Definitions + header.Repetitions;
            Expect(header.Definitions >= 0 && header.Repetitions >= 0 && levels <= packed && levels <= unpacked);
            ReadOnlySpan<byte> block = pages.Slice((int)(position + levels), (int)(packed - levels));
            CompressionCodec codec = header.IsCompressed ? column.Codec : CompressionCodec.UNCOMPRESSED;
            left -= Math.Max(unpacked, Unpacked(block, codec, unpacked - levels));
            Expect(left >= 0);
            values += count;
            position += packed;
            areSimple &= header.IsSimple;
        }

        return areSimple;
    }

    /// <summary>
    /// The bytes that the decoder allocates for a block. Of these codecs it believes the block; the others fill what
    /// the page claims and stop.
    /// </summary>
    private static long Unpacked(ReadOnlySpan<byte> block, CompressionCodec codec, long claimed)
    {
        switch (codec)
        {
            case CompressionCodec.SNAPPY when !block.IsEmpty:
                Expect(SnappyLength(block) == claimed);
                return claimed;
            case CompressionCodec.ZSTD:
                ulong bound = ZstdSharp.Decompressor.GetDecompressedSize(block);
                return (long)Math.Min(bound, long.MaxValue);
            default:
                return claimed;
        }
    }

    private static long Start(ColumnMetaData column)
    {
        long start = column.DataPageOffset;
        start = column.DictionaryPageOffset is { } dictionary and not 0 ? Math.Min(start, dictionary) : start;
        return column.IndexPageOffset is { } index and not 0 ? Math.Min(start, index) : start;
    }

    /// <summary>The length that a Snappy block begins with; the decoder allocates as much.</summary>
    private static long SnappyLength(ReadOnlySpan<byte> block)
    {
        long length = 0;
        for (int i = 0; i < Math.Min(block.Length, 5); i++)
        {
            length |= (long)(block[i] & 0x7F) << (7 * i);
            if (block[i] < 0x80)
            {
                return length;
            }
        }

        return -1;
    }

    private static void Expect(bool holds)
    {
        if (!holds)
        {
            throw new InvalidDataException("Its pages are damaged");
        }
    }
}
