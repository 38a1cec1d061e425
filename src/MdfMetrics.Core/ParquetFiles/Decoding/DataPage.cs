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
    private const int DataMember = 5;
    private const int DictionaryMember = 7;
    private const int DataV2Member = 8;

    private readonly int _length;
    private readonly Encoding _encoding;
    private readonly int? _definitions;
    private readonly int? _repetitions;
    private byte[] _data;

    private DataPage(ReadOnlySpan<long> header, ReadOnlySpan<byte> block, CompressionCodec codec)
    {
        Kind = (PageType)header[KindField];
        bool isV2 = Kind == PageType.DATA_PAGE_V2;
        int member = isV2 ? DataV2Member : Kind == PageType.DICTIONARY_PAGE ? DictionaryMember : DataMember;
        ReadOnlySpan<long> own = header[(member * ThriftWalker.MemberStride)..];
        Values = (int)own[1];
        _encoding = (Encoding)own[isV2 ? 4 : 2];
        int levels = 0;
        if (isV2)
        {
            // The levels come first, not compressed, and the header has their lengths.
            (_definitions, _repetitions) = ((int)own[5], (int)own[6]);
            levels = (int)(own[5] + own[6]);
            codec = own[7] == ThriftWalker.False ? CompressionCodec.UNCOMPRESSED : codec;
        }

        _length = (int)header[UnpackedField];
        _data = ArrayPool<byte>.Shared.Rent(_length + Slack);
        block[..levels].CopyTo(_data);
        if (Unpack(block[levels..], _data.AsSpan(levels, _length - levels), codec) != _length - levels)
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
    public bool IsDictionary => _encoding is Encoding.PLAIN_DICTIONARY or Encoding.RLE_DICTIONARY;

    /// <summary>Whether the values are steps from one to the next.</summary>
    public bool IsDelta => _encoding == Encoding.DELTA_BINARY_PACKED;

    /// <summary>The pages of a column, which were found sound.</summary>
    public static List<DataPage> ReadAll(FileWindow file, ColumnMetaData column)
    {
        ReadOnlySpan<byte> pages = ParquetGuard.Pages(file, column);
        var all = new List<DataPage>();
        Span<long> header = stackalloc long[(DataV2Member + 1) * ThriftWalker.MemberStride];
        int position = 0;
        for (long values = 0; values < column.NumValues;)
        {
            header.Clear();
            var walker = new ThriftWalker(pages[position..]);
            walker.Walk(ThriftShape.PageHeader, header);
            position += walker.Position;
            int packed = (int)header[PackedField];
            if ((PageType)header[KindField] == PageType.INDEX_PAGE)
            {
                throw new InvalidDataException("Its lists lie in pages of a kind that is not read");
            }

            var page = new DataPage(header, pages.Slice(position, packed), column.Codec);
            all.Add(page);
            values += page.Kind == PageType.DICTIONARY_PAGE ? 0 : page.Values;
            position += packed;
        }

        return all;
    }

    /// <summary>What begins a row and what goes on with a list; the position goes on behind it.</summary>
    public RleReader Repetitions(ref int position, int bitWidth) => Levels(ref position, bitWidth, _repetitions);

    /// <summary>What is NULL and what is not; the position goes on behind it.</summary>
    public RleReader Definitions(ref int position, int bitWidth) => Levels(ref position, bitWidth, _definitions);

    /// <summary>The steps from number to number, from a position on.</summary>
    public DeltaReader Steps(int position) => new(_data, position, _length);

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

    /// <summary>Levels; those of older pages begin with their length.</summary>
    private RleReader Levels(ref int position, int bitWidth, int? known)
    {
        int start = known is null ? position + sizeof(int) : position;
        int length = start > _length ? -1 : known ?? BinaryPrimitives.ReadInt32LittleEndian(_data.AsSpan(position));
        if (length < 0 || length > _length - start)
        {
            throw Damaged();
        }

        position = start + length;
        return new RleReader(_data, start, position, bitWidth);
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
