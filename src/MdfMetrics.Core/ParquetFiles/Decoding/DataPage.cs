using System.Buffers;
using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.InteropServices;
using Parquet.Meta;

namespace MdfMetrics.ParquetFiles.Decoding;

/// <summary>
/// A page of a column, decompressed; its values are still encoded. One of version 2 is laid out as one of version 1:
/// levels with their lengths before them, then the values.
/// </summary>
internal sealed class DataPage : IDisposable
{
    /// <summary>So that numbers can be read eight bytes at a time up to the last.</summary>
    private const int Slack = 8;

    private readonly int _length;
    private readonly bool _hasPackedDefinitions;
    private readonly bool _hasPackedRepetitions;
    private byte[] _data;

    private DataPage(in PageHeader header, ReadOnlySpan<byte> block, CompressionCodec codec)
    {
        (Kind, Encoding) = (header.Kind, header.Encoding);
        (_hasPackedDefinitions, _hasPackedRepetitions) = (header.HasPackedDefinitions, header.HasPackedRepetitions);
        Values = (int)(Kind == PageType.DICTIONARY_PAGE ? header.DictionaryValues : header.DataValues);
        (int repetitions, int definitions) = ((int)header.Repetitions, (int)header.Definitions);
        _length = (int)header.Unpacked + Prefix(repetitions) + Prefix(definitions);
        _data = ArrayPool<byte>.Shared.Rent(_length + Slack);
        try
        {
            Span<byte> rest = PutLevels(_data.AsSpan(0, _length), block[..repetitions]);
            rest = PutLevels(rest, block.Slice(repetitions, definitions));
            PageCodec.Unpack(
                block[(repetitions + definitions)..],
                rest,
                header.IsCompressed ? codec : CompressionCodec.UNCOMPRESSED);
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>What it holds.</summary>
    public PageType Kind { get; }

    /// <summary>How many values, NULLs included.</summary>
    public int Values { get; }

    /// <summary>How the values are encoded.</summary>
    public Encoding Encoding { get; }

    /// <summary>Whether the values are indexes of the dictionary.</summary>
    public bool IsDictionary => Encoding is Encoding.PLAIN_DICTIONARY or Encoding.RLE_DICTIONARY;

    /// <summary>Whether the values are steps from one to the next.</summary>
    public bool IsDelta => Encoding == Encoding.DELTA_BINARY_PACKED;

    /// <summary>The pages of a column, which were found sound.</summary>
    public static List<DataPage> ReadAll(FileWindow file, ColumnMetaData column)
    {
        var all = new List<DataPage>();
        if (column.NumValues == 0)
        {
            return all;
        }

        ReadOnlySpan<byte> pages = ParquetGuard.Pages(file, column);
        int position = 0;
        try
        {
            for (long values = 0; values < column.NumValues;)
            {
                PageHeader header = PageHeader.Read(pages[position..]);
                position += header.Length;
                all.Add(new DataPage(header, pages.Slice(position, (int)header.Packed), column.Codec));
                position += (int)header.Packed;
                values += header.DataValues;
            }
        }
        catch
        {
            all.ForEach(static page => page.Dispose());
            throw;
        }

        return all;
    }

    /// <summary>The bytes from a position on.</summary>
    public ReadOnlySpan<byte> Bytes(int position) => position <= _length
        ? _data.AsSpan(position, _length - position)
        : throw Damaged();

    /// <summary>Numbers by their differences, from a position on, which goes on behind them.</summary>
    public void Deltas(ref int position, Span<long> numbers)
    {
        DeltaReader reader = Steps(position);
        position = reader.ReadAll(numbers);
    }

    /// <summary>The repetition levels at a position, which goes on behind them.</summary>
    public RleReader Repetitions(ref int position, int most) => Levels(ref position, most, _hasPackedRepetitions);

    /// <summary>The definition levels at a position, which goes on behind them.</summary>
    public RleReader Definitions(ref int position, int most) => Levels(ref position, most, _hasPackedDefinitions);

    /// <summary>Small numbers at a position, their length before them; the position goes on behind them.</summary>
    public RleReader Runs(ref int position, int bitWidth)
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

    /// <summary>The steps from number to number, from a position on.</summary>
    public DeltaReader Steps(int position) => new(_data, position, _length);

    /// <summary>The indexes of the dictionary from a position on.</summary>
    public RleReader Indexes(int position)
    {
        int bitWidth = position < _length ? _data[position] : 0;
        return bitWidth <= 32 ? new RleReader(_data, position + 1, _length, bitWidth) : throw Damaged();
    }

    /// <summary>Numbers that lie there as they are.</summary>
    public ReadOnlySpan<long> Longs(int position, int count) => Plain<long>(position, count);

    /// <inheritdoc cref="Longs"/>
    public ReadOnlySpan<T> Plain<T>(int position, int count)
        where T : unmanaged => MemoryMarshal.Cast<byte, T>(Bytes(position)) is var all && count <= all.Length
        ? all[..count]
        : throw Damaged();

    /// <summary>Gives its memory back.</summary>
    public void Dispose()
    {
        ArrayPool<byte>.Shared.Return(_data);
        _data = [];
    }

    private RleReader Levels(ref int position, int most, bool arePacked) => arePacked
        ? throw new UnsupportedException("Its levels are encoded as BIT_PACKED")
        : Runs(ref position, 32 - BitOperations.LeadingZeroCount((uint)most));

    private static int Prefix(int levels) => levels > 0 ? sizeof(int) : 0;

    private static Span<byte> PutLevels(Span<byte> to, ReadOnlySpan<byte> levels)
    {
        if (levels.IsEmpty)
        {
            return to;
        }

        BinaryPrimitives.WriteInt32LittleEndian(to, levels.Length);
        levels.CopyTo(to[sizeof(int)..]);
        return to[(sizeof(int) + levels.Length)..];
    }

    private static InvalidDataException Damaged() => new("Its pages are damaged");
}
