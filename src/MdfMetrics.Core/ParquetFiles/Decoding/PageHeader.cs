using Parquet.Meta;

namespace MdfMetrics.ParquetFiles.Decoding;

/// <summary>What the header of a page claims. Believed after <see cref="ParquetGuard.CheckPages"/> only.</summary>
internal readonly struct PageHeader
{
    // Where the walker notes the fields of a page header's members: of DataPage, DictionaryPage and DataPageV2.
    private const int Data = 5 * ThriftWalker.MemberStride;
    private const int Dictionary = 7 * ThriftWalker.MemberStride;
    private const int DataV2 = 8 * ThriftWalker.MemberStride;

    private PageHeader(int length, ReadOnlySpan<long> fields)
    {
        Length = length;
        Kind = (PageType)fields[1];
        (Unpacked, Packed) = (fields[2], fields[3]);
        (DataValues, DictionaryValues) = (fields[Data + 1] + fields[DataV2 + 1], fields[Dictionary + 1]);
        Encoding = Kind switch
        {
            PageType.DICTIONARY_PAGE => Encoding.PLAIN,
            PageType.DATA_PAGE_V2 => (Encoding)fields[DataV2 + 4],
            _ => (Encoding)fields[Data + 2],
        };
        HasPackedDefinitions = (Encoding)fields[Data + 3] == Encoding.BIT_PACKED;
        HasPackedRepetitions = (Encoding)fields[Data + 4] == Encoding.BIT_PACKED;
        (Definitions, Repetitions) = (fields[DataV2 + 5], fields[DataV2 + 6]);
        IsCompressed = fields[DataV2 + 7] != ThriftWalker.False;
    }

    /// <summary>How many bytes the header itself has.</summary>
    public int Length { get; }

    public PageType Kind { get; }

    /// <summary>How many bytes the page has when it is decompressed.</summary>
    public long Unpacked { get; }

    /// <summary>How many bytes it has in the file.</summary>
    public long Packed { get; }

    /// <summary>How many values of the column it has, NULLs included.</summary>
    public long DataValues { get; }

    /// <summary>How many values a dictionary has.</summary>
    public long DictionaryValues { get; }

    public Encoding Encoding { get; }

    /// <summary>Whether definition levels, where there are any, are encoded as was given up long ago.</summary>
    public bool HasPackedDefinitions { get; }

    /// <summary>The same of repetition levels.</summary>
    public bool HasPackedRepetitions { get; }

    /// <summary>How many bytes of definition levels come before the values, in version 2.</summary>
    public long Definitions { get; }

    /// <summary>How many bytes of repetition levels come before those.</summary>
    public long Repetitions { get; }

    /// <summary>Whether the values are compressed as the column says.</summary>
    public bool IsCompressed { get; }

    /// <summary>Whether Parquet.Net reads the page right, unless it has lists.</summary>
    public bool IsSimple => Kind is PageType.DICTIONARY_PAGE
        || (Kind is PageType.DATA_PAGE
            && !HasPackedDefinitions
            && Encoding is Encoding.PLAIN or Encoding.PLAIN_DICTIONARY or Encoding.RLE_DICTIONARY);

    /// <summary>Reads the header that bytes begin with.</summary>
    /// <exception cref="InvalidDataException">They do not begin with one.</exception>
    public static PageHeader Read(ReadOnlySpan<byte> bytes)
    {
        Span<long> fields = stackalloc long[DataV2 + ThriftWalker.MemberStride];
        fields.Clear();
        var walker = new ThriftWalker(bytes);
        walker.Walk(ThriftShape.PageHeader, fields);
        return new PageHeader(walker.Position, fields);
    }
}
