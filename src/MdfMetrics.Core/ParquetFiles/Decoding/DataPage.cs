using System.Buffers;
using System.Buffers.Binary;
using System.Runtime.InteropServices;
using Parquet.Meta;

namespace MdfMetrics.ParquetFiles.Decoding;

/// <summary>A page of a column, decompressed; its values are still encoded.</summary>
internal sealed class DataPage : IDisposable
{
    /// <summary>So that numbers can be read eight bytes at a time up to the last.</summary>
    private const int Slack = 8;

    private const int KindField = 1;
    private const int UnpackedField = 2;
    private const int PackedField = 3;
    private const int ValuesField = (5 * 16) + 1;
    private const int EncodingField = (5 * 16) + 2;
    private const int DictionaryValuesField = (7 * 16) + 1;

    private readonly int _length;
    private byte[] _data;

    private DataPage(ReadOnlySpan<long> header, ReadOnlySpan<byte> block, CompressionCodec codec)
    {
        Kind = (PageType)header[KindField];
        bool isDictionary = Kind == PageType.DICTIONARY_PAGE;
        Values = (int)header[isDictionary ? DictionaryValuesField : ValuesField];
        IsDictionary = (Encoding)header[EncodingField] is Encoding.PLAIN_DICTIONARY or Encoding.RLE_DICTIONARY;
        _length = (int)header[UnpackedField];
        _data = ArrayPool<byte>.Shared.Rent(_length + Slack);
        if (Unpack(block, _data.AsSpan(0, _length), codec) != _length)
        {
            Dispose();
            throw Damaged();
        }
    }

    /// <summary>What it holds.</summary>
    public PageType Kind { get; }

    /// <summary>How many values, NULLs included.</summary>
    public int Values { get; }

    /// <summary>Whether the values are indexes of the dictionary.</summary>
    public bool IsDictionary { get; }

    /// <summary>The pages of a column, which were found sound.</summary>
    public static List<DataPage> ReadAll(FileWindow file, ColumnMetaData column)
    {
        ReadOnlySpan<byte> pages = ParquetGuard.Pages(file, column);
        var all = new List<DataPage>();
        Span<long> header = stackalloc long[9 * 16];
        int position = 0;
        for (long values = 0; values < column.NumValues; values += header[ValuesField])
        {
            header.Clear();
            var walker = new ThriftWalker(pages[position..]);
            walker.Walk(ThriftShape.PageHeader, header);
            position += walker.Position;
            int packed = (int)header[PackedField];
            if ((PageType)header[KindField] is not (PageType.DATA_PAGE or PageType.DICTIONARY_PAGE))
            {
                throw new InvalidDataException("Its lists lie in pages of a version that is not read");
            }

            all.Add(new DataPage(header, pages.Slice(position, packed), column.Codec));
            position += packed;
        }

        return all;
    }

    /// <summary>The levels at a position, which goes on behind them.</summary>
    public RleReader Levels(ref int position, int bitWidth)
    {
        int start = position + sizeof(int);
        int length = start <= _length ? BinaryPrimitives.ReadInt32LittleEndian(_data.AsSpan(position)) : -1;
        if (length < 0 || length > _length - start)
        {
            throw Damaged();
        }

        position = start + length;
        return new RleReader(_data, start, position, bitWidth);
    }

    /// <summary>The indexes of the dictionary from a position on.</summary>
    public RleReader Indexes(int position)
    {
        int bitWidth = position < _length ? _data[position] : 0;
        return bitWidth <= 32 ? new RleReader(_data, position + 1, _length, bitWidth) : throw Damaged();
    }

    /// <summary>Numbers that lie there as they are.</summary>
    public ReadOnlySpan<long> Longs(int position, int count) => count <= (_length - position) / sizeof(long)
        ? MemoryMarshal.Cast<byte, long>(_data.AsSpan(position, count * sizeof(long)))
        : throw Damaged();

    /// <summary>Gives its memory back.</summary>
    public void Dispose()
    {
        ArrayPool<byte>.Shared.Return(_data);
        _data = [];
    }

    private static int Unpack(ReadOnlySpan<byte> block, Span<byte> data, CompressionCodec codec)
    {
        switch (codec)
        {
            case CompressionCodec.SNAPPY:
                return block.IsEmpty ? 0 : Snappier.Snappy.Decompress(block, data);
            case CompressionCodec.ZSTD:
                using (var decompressor = new ZstdSharp.Decompressor())
                {
                    return block.IsEmpty ? 0 : decompressor.Unwrap(block, data);
                }

            default:
                block.CopyTo(data);
                return block.Length;
        }
    }

    private static InvalidDataException Damaged() => new("Its pages are damaged");
}
