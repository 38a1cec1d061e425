using System.Numerics;
using MdfMetrics.ParquetFiles.Decoding;
using Parquet;
using Parquet.Meta;
using Parquet.Schema;
using Encoding = System.Text.Encoding;
using PhysicalType = Parquet.Meta.Type;

namespace MdfMetrics.ParquetFiles.Values;

/// <summary>A column of one row group of a file, whatever its type; converts where no value is lost.</summary>
/// <param name="column">The column as Parquet.Net understands it.</param>
/// <param name="leaf">The column as the file declares it.</param>
/// <param name="text">How much text the file may still give.</param>
/// <param name="isExact">Whether a value that can't be held is refused; else it is NULL, or the nearest number.</param>
internal sealed class ColumnSource(
    ParquetRowGroupReader group,
    DataField column,
    SchemaLeaf leaf,
    FileWindow file,
    TextAllowance text,
    bool isExact)
{
    private const double TwoTo63 = 9223372036854775808d;
    private const int Int96Length = 12;
    private const int GuidLength = 16;

    /// <summary>How many rows the row group has.</summary>
    public int Rows => (int)group.RowCount;

    /// <summary>The column, for errors.</summary>
    public string Name => column.Path.ToString();

    /// <summary>The type of the values in the file, one in each row.</summary>
    public System.Type Type => leaf.Repetition == 0 && Parts.Count == 0 ? column.ClrType : typeof(Array);

    /// <summary>How much text the file may still give.</summary>
    public TextAllowance Text => text;

    private bool IsTimeOfDay => leaf.Element is { LogicalType.TIME: not null }
        or { ConvertedType: ConvertedType.TIME_MILLIS or ConvertedType.TIME_MICROS };

    /// <summary>Whether each row has a list, of values and not of lists.</summary>
    public bool IsList => leaf.Repetition == 1;

    /// <summary>How the file declares the column and what it lies in, from the column of the table down.</summary>
    public IReadOnlyList<SchemaElement> Path => leaf.Path;

    /// <summary>The columns that this one has of its own, where it is a STRUCT or a MAP.</summary>
    public IReadOnlyList<ColumnSource> Parts { get; private init; } = [];

    /// <summary>The nested column that has these columns, of which this is the first.</summary>
    public ColumnSource With(IReadOnlyList<ColumnSource> parts) =>
        new(group, column, leaf, file, text, isExact) { Parts = parts };

    /// <summary>The values of a part, with their levels: text, numbers or booleans.</summary>
    /// <exception cref="UnsupportedException">They are of another type.</exception>
    public ColumnValues<T> ReadPart<T>()
        where T : struct => Decode<T>(CheckChunk(out _));

    /// <summary>The error for a part of a type that has no text in JSON.</summary>
    public UnsupportedException UnsupportedPart() => Unsupported($"has {leaf.Element.Type} values, which are not read");

    /// <summary>The type of the values of a part.</summary>
    public System.Type PartType => column.ClrType;

    /// <summary>The values as they are.</summary>
    public async ValueTask<ColumnValues<T>> ReadAsync<T>()
        where T : struct
    {
        ColumnMetaData chunk = CheckChunk(out bool isSimple);
        if (!isSimple || leaf.Repetition > 0 || group.GetMetadata(column)?.MetaData != chunk)
        {
            return Decode<T>(chunk);
        }

        var values = new ColumnValues<T>((int)chunk.NumValues, leaf.Definition);
        try
        {
            await group.ReadRawAsync(column, values.Buffer, values.Definitions, values.Repetitions);
            values.Spread();
            return values;
        }
        catch
        {
            values.Dispose();
            throw;
        }
    }

    public ValueTask<ColumnValues<long>> ReadIntegersAsync() => ReadIntegersAsync(Type);

    /// <summary>The values of a list column, row by row.</summary>
    public async ValueTask<IListCursor> ReadListsAsync()
    {
        ColumnMetaData chunk = CheckChunk(out _);
        return IsList && ListPages.CanRead(chunk)
            ? ListPages.Open(file, chunk, leaf.Definition)
            : new ListCursor(await ReadItemsAsync());
    }

    /// <summary>The items of a list column; a column without a value has no list in any row.</summary>
    public ValueTask<ColumnValues<long>> ReadItemsAsync() =>
        IsList ? ReadIntegersAsync(column.ClrType) : new(ReadNulls<long>("lists"));

    /// <summary>The values as floating-point numbers.</summary>
    public async ValueTask<ColumnValues<double>> ReadFloatsAsync() => Type switch
    {
        _ when Type == typeof(double) => await ReadAsync<double>(),
        _ when Type == typeof(float) => (await ReadAsync<float>()).Convert<double>(static value => value),
        _ when Type == typeof(Half) => Read(new BytesDecoder(leaf.Element.TypeLength ?? 0))
            .Convert(static bytes => (double)BitConverter.ToHalf(bytes.Span)),
        _ when Type == typeof(decimal) => ReadDecimals().Convert(
            value => Numbers.FromDecimal(value, leaf.Element.Scale ?? 0)),
        _ when Type == typeof(ulong) => (await ReadAsync<ulong>()).Convert(Nearest),
        _ => (await ReadIntegersAsync()).Convert(Nearest),
    };

    /// <summary>The values as moments, UTC; those that no clock here can show are NULL.</summary>
    public ValueTask<ColumnValues<DateTime>> ReadTimesAsync() => new(leaf.Element.Type switch
    {
        _ when leaf.Repetition > 0 => ReadNulls<DateTime>("timestamps"),
        PhysicalType.INT96 => Read(new BytesDecoder(Int96Length)).ConvertOrNull(
            bytes => Moments.FromInt96(bytes) ?? Lost<DateTime>("a moment", "which is before the year 1 or after 9999")),
        PhysicalType.INT32 or PhysicalType.INT64 when Moments.Reader(leaf.Element) is { } moment =>
            Read(new IntegerDecoder(leaf.Element.Type == PhysicalType.INT64)).ConvertOrNull(
                value => moment(value) ?? Lost<DateTime>("a moment", "which is before the year 1 or after 9999")),
        _ => ReadNulls<DateTime>("timestamps"),
    });

    public async ValueTask<ColumnValues<ReadOnlyMemory<char>>> ReadTextAsync() => Type switch
    {
        _ when Type == typeof(ReadOnlyMemory<char>) => await ReadAsync<ReadOnlyMemory<char>>(),
        _ when Type == typeof(ReadOnlyMemory<byte>) => (await ReadAsync<ReadOnlyMemory<byte>>())
            .Convert<ReadOnlyMemory<char>>(static bytes => Encoding.UTF8.GetString(bytes.Span).AsMemory()),
        _ when Type == typeof(Guid) => Read(new BytesDecoder(GuidLength)).Convert(
            static bytes => new Guid(bytes.Span, bigEndian: true).ToString().AsMemory()),
        _ => ReadNulls<ReadOnlyMemory<char>>("text"),
    };

    /// <summary>The values as UTF-8.</summary>
    public async ValueTask<ColumnValues<ReadOnlyMemory<byte>>> ReadUtf8Async() =>
        leaf is { Repetition: 0, Element.Type: PhysicalType.BYTE_ARRAY }
            ? Read(new BytesDecoder(width: 0))
            : (await ReadTextAsync()).Convert<ReadOnlyMemory<byte>>(
                static text => Encoding.UTF8.GetBytes(text.ToString()));

    /// <summary>A column of another type than is wanted, which is only so if it has no value at all.</summary>
    /// <param name="expected">What is wanted, for the error.</param>
    /// <exception cref="UnsupportedException">It has a value.</exception>
    public ColumnValues<T> ReadNulls<T>(string expected)
        where T : struct => Read(new NoValueDecoder<T>(() => Unsupported(
            leaf.Repetition > 0 ? $"holds lists, not {expected}" : $"holds {leaf.Element.Type} values, not {expected}")));

    /// <summary>The error for a column that does not fit.</summary>
    public ColumnException Fail(string reason) => new(Name, reason);

    private async ValueTask<ColumnValues<long>> ReadIntegersAsync(System.Type type) => type switch
    {
        _ when IsTimeOfDay => ReadNulls<long>("integers"),
        _ when type == typeof(long) => await ReadAsync<long>(),
        _ when type == typeof(int) => (await ReadAsync<int>()).Convert<long>(static value => value),
        _ when type == typeof(short) => (await ReadAsync<short>()).Convert<long>(static value => value),
        _ when type == typeof(sbyte) => (await ReadAsync<sbyte>()).Convert<long>(static value => value),
        _ when type == typeof(byte) => (await ReadAsync<byte>()).Convert<long>(static value => value),
        _ when type == typeof(ushort) => (await ReadAsync<ushort>()).Convert<long>(static value => value),
        _ when type == typeof(uint) => (await ReadAsync<uint>()).Convert<long>(static value => value),
        _ when type == typeof(ulong) => (await ReadAsync<ulong>()).ConvertOrNull(
            value => value <= long.MaxValue ? (long)value : NoInteger(value)),
        _ when type == typeof(float) => (await ReadAsync<float>()).ConvertOrNull(value => Whole(value)),
        _ when type == typeof(double) => (await ReadAsync<double>()).ConvertOrNull(Whole),
        _ when type == typeof(decimal) => ReadDecimals().ConvertOrNull(WholeDecimal),
        _ => ReadNulls<long>("integers"),
    };

    private UnsupportedException Unsupported(string reason) => new($"column {column.Path[0]} {reason}");

    private ColumnMetaData CheckChunk(out bool isSimple)
    {
        if (Parts.Count > 0)
        {
            throw Unsupported("has columns of its own");
        }

        List<ColumnChunk> chunks = group.RowGroup.Columns;
        ColumnChunk? declared = leaf.Index < chunks.Count ? chunks[leaf.Index] : null;
        if (declared?.CryptoMetadata is not null)
        {
            throw Unsupported("is encrypted");
        }

        ColumnMetaData chunk = declared?.MetaData ?? throw Fail("has no data");
        long count = chunk.NumValues;
        bool isFlat = leaf.Repetition == 0;
        if (count < 0 || count > ParquetGuard.MaxValues(file.Length) || (isFlat && count != group.RowCount))
        {
            throw Fail($"claims {count} values in {group.RowCount} rows");
        }

        isSimple = count > 0 && ParquetGuard.CheckPages(file, chunk);
        return chunk;
    }

    private ColumnValues<T> Decode<T>(ColumnMetaData chunk)
        where T : struct
    {
        object? values = leaf.Element.Type switch
        {
            PhysicalType.INT32 or PhysicalType.INT64 => Numbers.Narrow<T>(
                Read(chunk, new IntegerDecoder(leaf.Element.Type == PhysicalType.INT64))),
            PhysicalType.DOUBLE => Read(chunk, new FloatDecoder(isDouble: true)),
            PhysicalType.FLOAT => Read(chunk, new FloatDecoder(isDouble: false)).Convert(static value => (float)value),
            PhysicalType.BOOLEAN => Read(chunk, new BooleanDecoder()),
            PhysicalType.BYTE_ARRAY when typeof(T) == typeof(ReadOnlyMemory<char>) =>
                Read(chunk, new BytesDecoder(width: 0)).Convert(DecodedText.Create()),
            PhysicalType.BYTE_ARRAY => Read(chunk, new BytesDecoder(width: 0)),
            PhysicalType.FIXED_LEN_BYTE_ARRAY => Read(chunk, new BytesDecoder(leaf.Element.TypeLength ?? 0)),
            _ => null,
        };
        return values as ColumnValues<T> ?? throw Unsupported($"holds {leaf.Element.Type} values, which are not read");
    }

    private ColumnValues<BigInteger> ReadDecimals() => leaf.Element.Type switch
    {
        PhysicalType.INT32 or PhysicalType.INT64 => Read(new IntegerDecoder(leaf.Element.Type == PhysicalType.INT64))
            .Convert(static value => (BigInteger)value),
        PhysicalType.FIXED_LEN_BYTE_ARRAY => Read(new BytesDecoder(leaf.Element.TypeLength ?? 0))
            .Convert(Numbers.Unscaled),
        _ => Read(new BytesDecoder(width: 0)).Convert(Numbers.Unscaled),
    };

    private ColumnValues<T> Read<T>(ValueDecoder<T> decoder)
        where T : struct => Read(CheckChunk(out _), decoder);

    private ColumnValues<T> Read<T>(ColumnMetaData chunk, ValueDecoder<T> decoder)
        where T : struct
    {
        var values = new ColumnValues<T>((int)chunk.NumValues, leaf.Definition);
        try
        {
            PageValues.Read(
                file,
                chunk,
                leaf,
                decoder,
                values.Buffer.Span,
                values.Definitions.Span,
                values.Repetitions.Span);
            values.Spread();
            return values;
        }
        catch
        {
            values.Dispose();
            throw;
        }
    }

    private long? Whole(double value) =>
        value == Math.Floor(value) && value is >= -TwoTo63 and < TwoTo63 ? (long)value
        : double.IsNaN(value) ? null
        : NoInteger(value);

    private long? WholeDecimal(BigInteger unscaled)
    {
        BigInteger whole = BigInteger.DivRem(
            unscaled, BigInteger.Pow(10, leaf.Element.Scale ?? 0), out BigInteger fraction);
        return fraction.IsZero && whole >= long.MinValue && whole <= long.MaxValue
            ? (long)whole
            : NoInteger(Numbers.FromDecimal(unscaled, leaf.Element.Scale ?? 0));
    }

    private double Nearest(long value)
    {
        double number = value;
        return number < TwoTo63 && (long)number == value ? number : Inexact(value) ?? number;
    }

    private double Nearest(ulong value)
    {
        double number = value;
        return number < 2 * TwoTo63 && (ulong)number == value ? number : Inexact(value) ?? number;
    }

    private long? NoInteger(IFormattable value) => Lost<long>(value, "which is no 64-bit integer");

    private double? Inexact(IFormattable value) => Lost<double>(value, "which no floating-point number equals");

    /// <summary>A value that can't be held.</summary>
    private T? Lost<T>(object value, string reason)
        where T : struct => isExact
            ? throw Unsupported(Invariant($"holds {value}, {reason}"))
            : null;
}
