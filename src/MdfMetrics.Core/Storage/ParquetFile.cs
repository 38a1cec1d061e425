using System.Buffers;
using System.IO.Compression;
using MdfMetrics.Storage.Columns;
using MdfMetrics.Storage.Decoding;
using Microsoft.Win32.SafeHandles;
using Parquet;
using Parquet.Schema;

namespace MdfMetrics.Storage;

/// <summary>Turns rows into a Parquet file and back.</summary>
internal static class ParquetFile
{
    /// <summary>A file is read as a whole: two million runs with their configuration.</summary>
    private const int LongestFile = 1024 * 1024 * 1024;

    /// <summary>The most rows of a file that are wanted at once: about a gigabyte of them.</summary>
    private const int MostRows = 2_000_000;

    private static readonly ParquetOptions s_options = new()
    {
        CompressionMethod = CompressionMethod.Snappy,
        CompressionLevel = CompressionLevel.Fastest,
    };

    private static readonly Dictionary<string, string> s_footer = new()
    {
        ["mdf.schema"] = $"{MetricsSchema.Version}",
        ["mdf.writer"] = $"MdfMetrics {Version()}",
    };

    /// <summary>The bytes of a file with the rows; of none, a file with the columns alone.</summary>
    public static byte[] Serialize<TRow>(DatasetSchema<TRow> schema, IReadOnlyList<TRow> rows)
        where TRow : class
    {
        using var stream = new MemoryStream();
        WriteAsync(schema, rows, stream).GetAwaiter().GetResult();
        return stream.ToArray();
    }

    /// <summary>The rows wanted of a file; one row group at a time is in memory with the others.</summary>
    /// <param name="schema">The dataset. Columns that the file lacks are NULL, others than its own are ignored.</param>
    /// <param name="path">The file.</param>
    /// <param name="choose">Picks the rows of a row group.</param>
    /// <param name="token">Stops the reading.</param>
    /// <exception cref="MetricsException"><see cref="MetricsError.FileCorrupt"/></exception>
    /// <exception cref="FileNotFoundException">The file is gone.</exception>
    /// <exception cref="DirectoryNotFoundException">Its folder is gone.</exception>
    public static List<TRow> Read<TRow>(
        DatasetSchema<TRow> schema,
        string path,
        Func<TRow[], IEnumerable<TRow>> choose,
        CancellationToken token)
        where TRow : class
    {
        byte[] buffer = [];
        try
        {
            // A pipe or a device has no length, and to open it may take for ever.
            if (new FileInfo(path).Length == 0)
            {
                throw new EndOfStreamException();
            }

            using SafeFileHandle file = File.OpenHandle(path, share: FileShare.ReadWrite | FileShare.Delete);
            long length = RandomAccess.GetLength(file);
            if (length > LongestFile)
            {
                throw new FileTooLargeException($"It has {length} bytes, more than a file of metrics has");
            }

            buffer = ArrayPool<byte>.Shared.Rent((int)length);
            return Decode(schema, buffer, Fill(file, buffer, (int)length), path, choose, token);
        }
        catch (Exception exception) when (exception
            is (IOException or UnauthorizedAccessException or FileTooLargeException)
            and not (FileNotFoundException or DirectoryNotFoundException))
        {
            throw Corrupt(schema.Name, path, exception);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>The rows wanted of a file's bytes.</summary>
    /// <param name="schema">The dataset.</param>
    /// <param name="buffer">Begins with the bytes.</param>
    /// <param name="length">How many they are.</param>
    /// <param name="path">The file, for the error.</param>
    /// <param name="choose">Picks the rows of a row group.</param>
    /// <param name="token">Stops the decoding.</param>
    /// <exception cref="MetricsException"><see cref="MetricsError.FileCorrupt"/></exception>
    public static List<TRow> Decode<TRow>(
        DatasetSchema<TRow> schema,
        byte[] buffer,
        int length,
        string path,
        Func<TRow[], IEnumerable<TRow>> choose,
        CancellationToken token)
        where TRow : class
    {
        try
        {
            ValueTask<List<TRow>> reading =
                DecodeAsync(schema, buffer, buffer.AsMemory(0, length), choose, token);
            return reading.IsCompletedSuccessfully ? reading.Result : reading.AsTask().GetAwaiter().GetResult();
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            // The decoder meets damage with exceptions of every kind.
            throw Corrupt(schema.Name, path, exception);
        }
    }

    private static async ValueTask<List<TRow>> DecodeAsync<TRow>(
        DatasetSchema<TRow> schema,
        byte[] buffer,
        ReadOnlyMemory<byte> content,
        Func<TRow[], IEnumerable<TRow>> choose,
        CancellationToken token)
        where TRow : class
    {
        ParquetGuard.CheckFooter(content.Span);
        using var stream = new GuardedStream(new MemoryStream(buffer, 0, content.Length, writable: false));
        await using ParquetReader reader = await ParquetReader.CreateAsync(stream, s_options, cancellationToken: token);
        Dictionary<string, DataField> fields = Fields(reader.Schema);
        if (!fields.ContainsKey(schema.Columns[0].Name))
        {
            throw new ColumnException(schema.Columns[0].Name, "is missing");
        }

        var chosen = new List<TRow>();
        var text = new TextAllowance();
        foreach (ParquetRowGroupReader group in reader.RowGroups)
        {
            ParquetGuard.CheckRows(content.Length, group.RowCount);
            var rows = new TRow[group.RowCount];
            for (int i = 0; i < rows.Length; i++)
            {
                rows[i] = schema.Create();
            }

            foreach (Column<TRow> column in schema.Columns)
            {
                token.ThrowIfCancellationRequested();
                if (fields.TryGetValue(column.Name, out DataField? field))
                {
                    if (field.MaxRepetitionLevel > 0 != column.Field is ListField)
                    {
                        throw new ColumnException(column.Name, "is a list, or should be one");
                    }

                    await column.ReadAsync(new ColumnSource(group, field, content, text), rows);
                }
                else
                {
                    column.Clear(rows);
                }
            }

            chosen.AddRange(choose(rows));
            if (chosen.Count > MostRows)
            {
                throw new FileTooLargeException(
                    $"More than {MostRows:N0} of its rows were asked for at once, so narrow the search");
            }
        }

        return chosen;
    }

    /// <summary>The columns by name; the items of a list count as the column.</summary>
    private static Dictionary<string, DataField> Fields(ParquetSchema schema)
    {
        var fields = new Dictionary<string, DataField>(schema.Fields.Count);
        foreach (Field field in schema.Fields)
        {
            if ((field is ListField list ? list.Item : field) is DataField data)
            {
                fields.TryAdd(field.Name, data);
            }
        }

        return fields;
    }

    private static async Task WriteAsync<TRow>(DatasetSchema<TRow> schema, IReadOnlyList<TRow> rows, Stream stream)
        where TRow : class
    {
        await using ParquetWriter writer = await ParquetWriter.CreateAsync(schema.Parquet, stream, s_options);
        writer.CustomMetadata = s_footer;
        using ParquetRowGroupWriter group = writer.CreateRowGroup();
        group.DeclareText();
        foreach (Column<TRow> column in schema.Columns)
        {
            await column.WriteAsync(group, rows);
        }
    }

    private static int Fill(SafeFileHandle file, byte[] buffer, int length)
    {
        int filled = 0;
        while (filled < length)
        {
            int read = RandomAccess.Read(file, buffer.AsSpan(filled, length - filled), filled);
            if (read == 0)
            {
                break;
            }

            filled += read;
        }

        return filled;
    }

    private static MetricsException Corrupt(string dataset, string path, Exception exception) => new(
        MetricsError.FileCorrupt,
        $"'{path}' cannot be read as Parquet file of the {dataset} dataset: {Reason(exception)}. "
        + "Restore it from a backup or move it out of the store; the other files are not affected.",
        path,
        exception);

    private static string Reason(Exception exception) => exception switch
    {
        EndOfStreamException => "it ends too early",
        _ => exception.Message.TrimEnd('.'),
    };

    private static string Version() =>
        typeof(ParquetFile).Assembly.GetName().Version!.ToString(3);
}
