using MdfMetrics.Storage.Columns;

namespace MdfMetrics.Storage;

/// <summary>
/// Reads files on all processors, a batch ahead of the caller, and gives them in the order asked for. Stops when the
/// caller does.
/// </summary>
internal static class FileBatches
{
    private const int FirstBatch = 16;
    private const int LargestBatch = 256;

    /// <summary>The chosen rows of each file; a file that is gone, or damaged, has none.</summary>
    /// <param name="schema">The dataset.</param>
    /// <param name="files">The files.</param>
    /// <param name="choose">Picks the rows of a row group; called on several threads.</param>
    /// <param name="onError">Is told of each damaged file, on the caller's thread.</param>
    /// <param name="token">Stops the reading.</param>
    public static IEnumerable<List<TRow>> Read<TRow>(
        DatasetSchema<TRow> schema,
        IReadOnlyList<DatasetFile> files,
        Func<DatasetFile, TRow[], IEnumerable<TRow>> choose,
        Action<MetricsException> onError,
        CancellationToken token)
        where TRow : class
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(token);
        Task<Outcome<TRow>[]> reading = Start(0, FirstBatch);
        try
        {
            int size = FirstBatch;
            for (int start = 0; start < files.Count;)
            {
                Outcome<TRow>[] batch = reading.GetAwaiter().GetResult();
                start += batch.Length;
                size = Math.Min(size * 2, LargestBatch);
                reading = Start(start, size);
                foreach (Outcome<TRow> outcome in batch)
                {
                    token.ThrowIfCancellationRequested();
                    if (outcome.Error is not null)
                    {
                        onError(outcome.Error);
                    }

                    yield return outcome.Rows;
                }
            }
        }
        finally
        {
            stop.Cancel();
            ((IAsyncResult)reading).AsyncWaitHandle.WaitOne();
        }

        Task<Outcome<TRow>[]> Start(int start, int size) =>
            Task.Run(() => ReadBatch(schema, files, start, Math.Min(size, files.Count - start), choose, stop.Token));
    }

    private static Outcome<TRow>[] ReadBatch<TRow>(
        DatasetSchema<TRow> schema,
        IReadOnlyList<DatasetFile> files,
        int start,
        int count,
        Func<DatasetFile, TRow[], IEnumerable<TRow>> choose,
        CancellationToken token)
        where TRow : class
    {
        var outcomes = new Outcome<TRow>[count];
        Parallel.For(
            0,
            count,
            new ParallelOptions { CancellationToken = token, MaxDegreeOfParallelism = Environment.ProcessorCount },
            i => outcomes[i] = ReadOne(schema, files[start + i], choose, token));
        return outcomes;
    }

    private static Outcome<TRow> ReadOne<TRow>(
        DatasetSchema<TRow> schema,
        DatasetFile file,
        Func<DatasetFile, TRow[], IEnumerable<TRow>> choose,
        CancellationToken token)
        where TRow : class
    {
        try
        {
            return new Outcome<TRow>(ParquetFile.Read(schema, file.Path, rows => choose(file, rows), token), null);
        }
        catch (MetricsException exception)
        {
            return new Outcome<TRow>([], exception);
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            return new Outcome<TRow>([], null);
        }
    }

    private readonly record struct Outcome<TRow>(List<TRow> Rows, MetricsException? Error);
}
