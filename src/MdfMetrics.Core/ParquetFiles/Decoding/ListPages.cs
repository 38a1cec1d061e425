using System.Buffers;
using Parquet.Meta;
using Type = Parquet.Meta.Type;

namespace MdfMetrics.ParquetFiles.Decoding;

/// <summary>
/// A column of lists of 64-bit integers, row by row, of which only the pages are in memory. Unfolded as Parquet.Net
/// does it, each item with its two levels, the histograms of ten thousand rows take hundreds of megabytes.
/// </summary>
internal sealed class ListPages : IListCursor
{
    private const int LargestBlock = 4096;

    private readonly int _presentLevel;
    private readonly List<DataPage> _pages;
    private readonly long[] _dictionary;
    private readonly int[] _repetitions;
    private readonly int[] _definitions;
    private readonly int[] _indexes;
    private readonly long[] _values;
    private readonly ArrayBufferWriter<long> _list = new();
    private RleReader _repetitionReader;
    private RleReader _definitionReader;
    private RleReader _indexReader;
    private DeltaReader _deltaReader;
    private int _plain;
    private int _page = -1;
    private int _left;
    private int _count;
    private int _at;
    private bool _isWhole;
    private bool _isShort;

    private ListPages(List<DataPage> pages, long[] dictionary, int presentLevel, int block)
    {
        (_pages, _dictionary, _presentLevel) = (pages, dictionary, presentLevel);
        (_repetitions, _definitions) = (new int[block], new int[block]);
        (_indexes, _values) = (new int[dictionary.Length == 0 ? 0 : block], new long[block]);
    }

    /// <summary>Whether a column is of the kind: others are left to Parquet.Net.</summary>
    public static bool CanRead(ColumnMetaData column) =>
        column.Type == Type.INT64
        && column.Codec is CompressionCodec.SNAPPY or CompressionCodec.ZSTD or CompressionCodec.UNCOMPRESSED
        && column.Encodings.TrueForAll(static encoding =>
            encoding is Encoding.PLAIN or Encoding.RLE or Encoding.PLAIN_DICTIONARY or Encoding.RLE_DICTIONARY
                or Encoding.DELTA_BINARY_PACKED);

    /// <summary>Reads the pages of a column, which were found sound.</summary>
    /// <param name="column">The column of a row group.</param>
    /// <param name="presentLevel">The definition level of an item that is not NULL.</param>
    public static ListPages Open(FileWindow file, ColumnMetaData column, int presentLevel)
    {
        List<DataPage> pages = DataPage.ReadAll(file, column);
        DataPage? dictionary = pages.Find(static page => page.Kind == PageType.DICTIONARY_PAGE);
        pages.RemoveAll(static page => page.Kind == PageType.DICTIONARY_PAGE);
        long[] words = dictionary is null ? [] : dictionary.Longs(0, dictionary.Values).ToArray();
        dictionary?.Dispose();
        return new ListPages(pages, words, presentLevel, (int)Math.Min(column.NumValues, LargestBlock));
    }

    public ReadOnlySpan<long> Next()
    {
        if (_at == _count && !Advance())
        {
            _isShort = true;
            return [];
        }

        _list.ResetWrittenCount();
        int start = _at;
        int next = start + 1;
        while (true)
        {
            int length = _repetitions.AsSpan(next, _count - next).IndexOf(0);
            _at = length < 0 ? _count : next + length;
            if (length >= 0 && _isWhole && _list.WrittenCount == 0)
            {
                return _values.AsSpan(start, _at - start);
            }

            Append(start, _at);
            if (length >= 0 || !Advance() || _repetitions[0] == 0)
            {
                return _list.WrittenSpan;
            }

            (start, next) = (0, 0);
        }
    }

    public void Finish(string column)
    {
        if (_isShort || _at < _count || Advance())
        {
            throw new ColumnException(column, "has not one list for each row");
        }
    }

    public void Dispose()
    {
        _pages.ForEach(static page => page.Dispose());
        _pages.Clear();
    }

    private void Append(int start, int end)
    {
        for (int i = start; i < end; i++)
        {
            if (_definitions[i] == _presentLevel)
            {
                _list.Write(_values.AsSpan(i, 1));
            }
        }
    }

    /// <summary>Unpacks the next items; false at the end.</summary>
    private bool Advance()
    {
        (_at, _count) = (0, 0);
        while (_left == 0)
        {
            if (_page + 1 >= _pages.Count)
            {
                return false;
            }

            Open(_pages[++_page]);
        }

        _count = Math.Min(_left, _values.Length);
        _left -= _count;
        _repetitionReader.Read(_repetitions.AsSpan(0, _count));
        _definitionReader.Read(_definitions.AsSpan(0, _count));
        int present = _definitions.AsSpan(0, _count).Count(_presentLevel);
        _isWhole = present == _count;
        ReadValues(_values.AsSpan(0, present));
        for (int i = _count - 1; present > 0 && present <= i; i--)
        {
            if (_definitions[i] == _presentLevel)
            {
                _values[i] = _values[--present];
            }
        }

        return true;
    }

    private void Open(DataPage page)
    {
        int position = 0;
        _left = page.Values;
        _repetitionReader = page.Repetitions(ref position, most: 1);
        _definitionReader = page.Definitions(ref position, _presentLevel);
        _plain = position;
        if (page.IsDictionary)
        {
            _indexReader = page.Indexes(position);
        }
        else if (page.IsDelta)
        {
            _deltaReader = page.Steps(position);
        }
    }

    private void ReadValues(Span<long> values)
    {
        DataPage page = _pages[_page];
        if (page.IsDelta)
        {
            _deltaReader.Read(values);
            return;
        }

        if (!page.IsDictionary)
        {
            page.Longs(_plain, values.Length).CopyTo(values);
            _plain += values.Length * sizeof(long);
            return;
        }

        Span<int> indexes = _indexes.AsSpan(0, values.Length);
        _indexReader.Read(indexes);
        for (int i = 0; i < indexes.Length; i++)
        {
            values[i] = _dictionary[indexes[i]];
        }
    }
}
