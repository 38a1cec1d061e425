using System.IO.Compression;
using Parquet;
using Parquet.Meta;
using Parquet.Schema;
using Type = Parquet.Meta.Type;

namespace MdfMetrics.ParquetFiles.Values;

/// <summary>
/// A Parquet file that is being written. What Parquet.Net makes of a column lies in memory first, so that what it says
/// of the values can be put right; then it goes on into the file.
/// </summary>
internal sealed class ParquetTarget
{
    /// <summary>
    /// Buffers of large columns that are kept for the next: of the library's 64 MB few are ever used.
    /// </summary>
    private const int MostPooled = 8 * 1024 * 1024;

    private readonly Stream _file;
    private readonly MemoryStream _made;
    private readonly ParquetWriter _writer;
    private readonly FileMetaData _footer;
    private readonly SchemaElement[] _columns;
    private ParquetRowGroupWriter? _group;
    private long _length;

    private ParquetTarget(Stream file, MemoryStream made, ParquetWriter writer)
    {
        (_file, _made, _writer) = (file, made, writer);
        _footer = writer.Footer();
        _columns = [.. _footer.Schema.Where(static element => element.Type is not null)];
        PassOn();
    }

    private Span<byte> Made => _made.GetBuffer().AsSpan(0, (int)_made.Length);

    /// <summary>Begins a file.</summary>
    /// <param name="file">Where to; the caller disposes it.</param>
    /// <param name="method">How its pages are compressed.</param>
    /// <param name="isText">Whether a column of bytes is text; null where all are.</param>
    public static async Task<ParquetTarget> CreateAsync(
        Stream file,
        ParquetSchema schema,
        CompressionMethod method,
        Func<string, bool>? isText = null)
    {
        var options = new ParquetOptions
        {
            CompressionMethod = method,
            CompressionLevel = CompressionLevel.Fastest,
            MaximumLargePoolFreeBytes = MostPooled,
        };
        foreach (DataField items in schema.DataFields.Where(static field => field.MaxRepetitionLevel > 0))
        {
            // Numbers of buckets follow each other, and their counts are small: half of what they take as they are.
            options.ColumnEncodingHints[items.Path.ToString()] = EncodingHint.DeltaBinaryPacked;
        }

        var made = new MemoryStream();
        var target = new ParquetTarget(file, made, await ParquetWriter.CreateAsync(schema, made, options));
        target.DeclareText(isText);
        return target;
    }

    /// <summary>Begins a row group; its columns follow in the order of the schema.</summary>
    public void BeginGroup() => _group = _writer.CreateRowGroup();

    /// <summary>Writes a column of the row group, one value or NULL for each row.</summary>
    public async Task WriteAsync<T>(Field column, ReadOnlyMemory<T?> values)
        where T : struct
    {
        await _group!.WriteAsync((DataField)column, values);
        FinishColumn();
    }

    /// <summary>Writes a column of the row group: its values, and the levels that say what is NULL and where.</summary>
    public async Task WriteAsync<T>(
        DataField column,
        ReadOnlyMemory<T> values,
        ReadOnlyMemory<int> definitions,
        ReadOnlyMemory<int> repetitions)
        where T : struct
    {
        await _group!.WriteAllPartsAsync(column, values, definitions, repetitions, CancellationToken.None);
        FinishColumn();
    }

    /// <summary>Ends the row group.</summary>
    public void EndGroup() => _group!.Dispose();

    /// <summary>Writes the footer.</summary>
    /// <param name="footer">Its key-values.</param>
    public async Task CompleteAsync(IReadOnlyDictionary<string, string> footer)
    {
        _writer.CustomMetadata = footer;

        // Without them min_value and max_value do not count.
        var byType = new ColumnOrder { TYPEORDER = new TypeDefinedOrder() };
        _footer.ColumnOrders = [.. Enumerable.Repeat(byType, _columns.Length)];
        await _writer.DisposeAsync();
        PassOn();
        _file.Flush();
    }

    /// <summary>
    /// Declares columns of bytes to be UTF-8 text. Written as text, Parquet.Net adds the smallest and the largest by
    /// UTF-16 order, not the UTF-8 order that engines prune by (a query for "😀" would skip a row group of "😀" and
    /// "～"), and each four times over, which makes a long configuration most of a run's file.
    /// </summary>
    private void DeclareText(Func<string, bool>? isText)
    {
        foreach (SchemaElement element in _columns)
        {
            if (element.Type == Type.BYTE_ARRAY && isText?.Invoke(element.Name) != false)
            {
                element.LogicalType = new LogicalType { STRING = new StringType() };
                element.ConvertedType = ConvertedType.UTF8;
            }
        }
    }

    private void FinishColumn()
    {
        List<ColumnChunk> chunks = _footer.RowGroups[^1].Columns;
        ColumnMetaData chunk = chunks[^1].MetaData!;
        ChunkStatistics.Correct(chunk, _columns[chunks.Count - 1]);
        int saved = PageHeader.DropStatistics(Made);
        chunks[^1].FileOffset = chunk.DataPageOffset = _length;
        chunk.TotalCompressedSize -= saved;
        chunk.TotalUncompressedSize -= saved;
        PassOn(saved);
    }

    /// <summary>Writes what was made into the file, from a position on.</summary>
    private void PassOn(int start = 0)
    {
        _file.Write(Made[start..]);
        _length += Made.Length - start;
        _made.SetLength(0);
    }
}
