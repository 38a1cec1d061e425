using MdfMetrics.ParquetFiles.Columns;
using MdfMetrics.ParquetFiles.Decoding;
using MdfMetrics.ParquetFiles.Values;
using Parquet;

namespace MdfMetrics.ParquetFiles;

/// <summary>Turns rows into a Parquet file and back.</summary>
internal static class ParquetFile
{
    /// <summary>The most rows of a file that are wanted at once: about a gigabyte of them.</summary>
    private const int MostRows = 2_000_000;

    private static readonly Dictionary<string, string> s_footer = new()
    {
        [SchemaVersion.Key] = $"{SchemaVersion.Current}",
        ["mdf.writer"] = $"MdfMetrics {Version()}",
    };

    /// <summary>The footer of every file that is written.</summary>
    public static IReadOnlyDictionary<string, string> Footer => s_footer;

    /// <summary>The bytes of a file with the rows; of none, a file with the columns alone.</summary>
    public static byte[] Serialize<TRow>(DatasetSchema<TRow> schema, IReadOnlyList<TRow> rows)
        where TRow : class
    {
        using var stream = new MemoryStream();
        Blocking.Wait(WriteAsync(schema, rows, stream));
        return stream.ToArray();
    }

    /// <summary>The rows wanted of a file; one row group at a time is in memory with the others.</summary>
    /// <param name="schema">The dataset. Columns that the file lacks are NULL, others than its own are ignored.</param>
    /// <param name="group">The one row group to read; null for all.</param>
    /// <param name="isWanted">Whether a row is wanted, told by the key columns; null takes all.</param>
    /// <param name="choose">Picks the rows of a row group.</param>
    /// <param name="isExact">Whether a value that can't be held makes the file an unsupported one.</param>
    /// <exception cref="MetricsException">
    /// <see cref="MetricsError.FileCorrupt"/>, <see cref="MetricsError.FileUnsupported"/>
    /// </exception>
    /// <exception cref="FileNotFoundException">The file is gone.</exception>
    /// <exception cref="DirectoryNotFoundException">Its folder is gone.</exception>
    public static List<TRow> Read<TRow>(
        DatasetSchema<TRow> schema,
        string path,
        int? group,
        Func<TRow, bool>? isWanted,
        Func<TRow[], IEnumerable<TRow>> choose,
        CancellationToken token,
        bool isExact = false)
        where TRow : class => Guard(schema.Name, path, () =>
        {
            using ParquetSource source = ParquetSource.Open(path, isExact);
            return ReadRows(schema, source, group, isWanted, choose, token);
        });

    /// <summary>The rows wanted of a file's bytes.</summary>
    /// <param name="content">The bytes.</param>
    /// <param name="path">The file, for the error.</param>
    /// <param name="choose">Picks the rows of a row group.</param>
    /// <exception cref="MetricsException">
    /// <see cref="MetricsError.FileCorrupt"/>, <see cref="MetricsError.FileUnsupported"/>
    /// </exception>
    public static List<TRow> Decode<TRow>(
        DatasetSchema<TRow> schema,
        ReadOnlyMemory<byte> content,
        string path,
        Func<TRow[], IEnumerable<TRow>> choose,
        CancellationToken token)
        where TRow : class => Guard(schema.Name, path, () =>
        {
            using ParquetSource source = ParquetSource.Open(new FileWindow(content.Span));
            return ReadRows(schema, source, null, null, choose, token);
        });

    /// <summary>Does something with a file; what the system or the decoder throws tells of the file.</summary>
    /// <exception cref="MetricsException">
    /// <see cref="MetricsError.FileCorrupt"/>, <see cref="MetricsError.FileUnsupported"/>
    /// </exception>
    /// <exception cref="FileNotFoundException">The file is gone.</exception>
    /// <exception cref="DirectoryNotFoundException">Its folder is gone.</exception>
    public static TResult Guard<TResult>(string dataset, string path, Func<TResult> read)
    {
        try
        {
            return read();
        }
        catch (Exception exception) when (exception is not
            (OperationCanceledException or FileNotFoundException or DirectoryNotFoundException))
        {
            // The decoder meets damage with exceptions of every kind.
            throw Error(dataset, path, exception);
        }
    }

    private static List<TRow> ReadRows<TRow>(
        DatasetSchema<TRow> schema,
        ParquetSource source,
        int? group,
        Func<TRow, bool>? isWanted,
        Func<TRow[], IEnumerable<TRow>> choose,
        CancellationToken token)
        where TRow : class
    {
        var chosen = new List<TRow>();
        int end = group + 1 ?? source.Groups;
        for (int i = group ?? 0; i < end; i++)
        {
            chosen.AddRange(choose(source.ReadRows(schema, i, isWanted, token)));
            if (chosen.Count > MostRows)
            {
                throw new FileTooLargeException(
                    Invariant($"More than {MostRows:N0} of its rows were asked for at once, so narrow the search"));
            }
        }

        return chosen;
    }

    private static async Task WriteAsync<TRow>(DatasetSchema<TRow> schema, IReadOnlyList<TRow> rows, Stream stream)
        where TRow : class
    {
        ParquetTarget file = await ParquetTarget.CreateAsync(stream, schema.Parquet, CompressionMethod.Snappy);
        file.BeginGroup();
        foreach (Column<TRow> column in schema.Columns)
        {
            await column.WriteAsync(file, rows);
        }

        file.EndGroup();
        await file.CompleteAsync(s_footer);
    }

    private static MetricsException Error(string dataset, string path, Exception exception) =>
        exception is UnsupportedException
            ? new(
                MetricsError.FileUnsupported,
                $"'{path}' may be whole, and can't be read here: {Reason(exception)}. Whatever wrote it, or DuckDB "
                + $"(COPY (FROM '{path}') TO 'new.parquet'), can help: write it anew, without encryption and with the "
                + $"types of the {dataset} dataset. Until then it stays as it is, and what can't be read of it is left "
                + "out.",
                path,
                exception)
            : new(
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
