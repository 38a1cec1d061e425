using MdfMetrics.ParquetFiles.Decoding;
using Parquet;
using Parquet.Meta;
using Parquet.Schema;
using Encoding = System.Text.Encoding;

namespace MdfMetrics.ParquetFiles.Values;

/// <summary>A column of one row group of a file, whatever its type; converts where no value is lost.</summary>
/// <param name="column">The column as the file declares it.</param>
/// <param name="text">How much text the file may still give.</param>
internal sealed class ColumnSource(
    ParquetRowGroupReader group,
    DataField column,
    FileWindow file,
    TextAllowance text)
{
    private const double TwoTo63 = 9223372036854775808d;

    /// <summary>The column, for errors.</summary>
    public string Name => column.Path.ToString();

    /// <summary>The type of the values in the file.</summary>
    public System.Type Type => column.ClrType;

    /// <summary>How much text the file may still give.</summary>
    public TextAllowance Text => text;

    /// <summary>The values as they are.</summary>
    public async ValueTask<ColumnValues<T>> ReadAsync<T>()
        where T : struct
    {
        int count = (int)CheckChunk().NumValues;
        var values = new ColumnValues<T>(count, column.MaxDefinitionLevel);
        try
        {
            if (count > 0)
            {
                await group.ReadRawAsync(column, values.Buffer, values.Definitions, values.Repetitions);
                values.Spread();
            }

            return values;
        }
        catch
        {
            values.Dispose();
            throw;
        }
    }

    public async ValueTask<ColumnValues<long>> ReadIntegersAsync() => Type switch
    {
        _ when Type == typeof(long) => await ReadAsync<long>(),
        _ when Type == typeof(int) => (await ReadAsync<int>()).Convert<long>(static value => value),
        _ when Type == typeof(short) => (await ReadAsync<short>()).Convert<long>(static value => value),
        _ when Type == typeof(sbyte) => (await ReadAsync<sbyte>()).Convert<long>(static value => value),
        _ when Type == typeof(byte) => (await ReadAsync<byte>()).Convert<long>(static value => value),
        _ when Type == typeof(ushort) => (await ReadAsync<ushort>()).Convert<long>(static value => value),
        _ when Type == typeof(uint) => (await ReadAsync<uint>()).Convert<long>(static value => value),
        _ when Type == typeof(ulong) => (await ReadAsync<ulong>()).Convert(
            value => value <= long.MaxValue ? (long)value : throw Unfit(value)),
        _ when Type == typeof(float) => (await ReadAsync<float>()).Convert(value => Whole(value)),
        _ when Type == typeof(double) => (await ReadAsync<double>()).Convert(Whole),
        _ => throw Mismatch("integers"),
    };

    /// <summary>The values of a list column, row by row.</summary>
    public async ValueTask<IListCursor> ReadListsAsync()
    {
        ColumnMetaData chunk = CheckChunk();
        return column.MaxRepetitionLevel == 1 && ListPages.CanRead(chunk)
            ? ListPages.Open(file, chunk, column.MaxDefinitionLevel)
            : new ListCursor(await ReadIntegersAsync());
    }

    /// <summary>The values as floating-point numbers.</summary>
    public async ValueTask<ColumnValues<double>> ReadFloatsAsync() => Type switch
    {
        _ when Type == typeof(double) => await ReadAsync<double>(),
        _ when Type == typeof(float) => (await ReadAsync<float>()).Convert<double>(static value => value),
        _ => (await ReadIntegersAsync()).Convert(Exact),
    };

    /// <summary>The values as moments, UTC.</summary>
    public async ValueTask<ColumnValues<DateTime>> ReadTimesAsync() => Type == typeof(DateTime)
        // Parquet.Net labels a time without a zone Local although it holds the file's UTC.
        ? (await ReadAsync<DateTime>()).Convert(static value => DateTime.SpecifyKind(value, DateTimeKind.Utc))
        : throw Mismatch("timestamps");

    public async ValueTask<ColumnValues<ReadOnlyMemory<char>>> ReadTextAsync() => Type switch
    {
        _ when Type == typeof(ReadOnlyMemory<char>) => await ReadAsync<ReadOnlyMemory<char>>(),
        _ when Type == typeof(ReadOnlyMemory<byte>) => (await ReadAsync<ReadOnlyMemory<byte>>())
            .Convert<ReadOnlyMemory<char>>(static bytes => Encoding.UTF8.GetString(bytes.Span).AsMemory()),
        _ => throw Mismatch("text"),
    };

    /// <summary>The error for a column of a type that does not fit.</summary>
    public ColumnException Mismatch(string expected) => Fail($"holds {Type.Name} values, not {expected}");

    /// <summary>The error for a column that does not fit.</summary>
    public ColumnException Fail(string reason) => new(Name, reason);

    private ColumnMetaData CheckChunk()
    {
        ColumnMetaData chunk = group.GetMetadata(column)?.MetaData ?? throw Fail("has no data");
        long count = chunk.NumValues;
        bool isFlat = column.MaxRepetitionLevel == 0;
        if (count < 0 || count > ParquetGuard.MaxValues(file.Length) || (isFlat && count != group.RowCount))
        {
            throw Fail($"claims {count} values in {group.RowCount} rows");
        }

        ParquetGuard.CheckPages(file, chunk);
        return chunk;
    }

    private ColumnException Unfit(IFormattable value) =>
        Fail(FormattableString.Invariant($"holds {value}, which is no 64-bit integer"));

    private long Whole(double value) =>
        value == Math.Floor(value) && value is >= -TwoTo63 and < TwoTo63 ? (long)value : throw Unfit(value);

    private double Exact(long value)
    {
        double number = value;
        return number < TwoTo63 && (long)number == value
            ? number
            : throw Fail(FormattableString.Invariant($"holds {value}, which no floating-point number equals"));
    }
}
