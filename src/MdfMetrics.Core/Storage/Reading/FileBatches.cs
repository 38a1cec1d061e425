using MdfMetrics.ParquetFiles;
using MdfMetrics.ParquetFiles.Columns;

namespace MdfMetrics.Storage.Reading;

/// <summary>
/// Reads files on all processors, a batch ahead of the caller, and gives them in the order asked for. Stops when the
/// caller does.
/// </summary>
internal static class FileBatches
{
    private const int FirstBatch = 16;
    private const int LargestBatch = 256;

    /// <summary>So many rows of row groups are read ahead at first, beside files of unknown size.</summary>
    private const int FirstRows = 4_000;

    /// <summary>So many rows of row groups are read ahead in the end, unless rows are large.</summary>
    public const int MostRows = 100_000;

    /// <summary>The chosen rows of each part; one that is gone, or damaged, has none.</summary>
    /// <param name="parts">The files or row groups; asked for a batch ahead, on another thread.</param>
    /// <param name="isWanted">Whether a row is wanted, told by the key columns; null takes all.</param>
    /// <param name="choose">Picks the rows of a row group; called on several threads.</param>
    /// <param name="onError">Receives each damaged file, on the caller's thread.</param>
    /// <param name="mostRows">How many rows may be read ahead of the caller.</param>
    public static IEnumerable<FileOutcome<List<TRow>>> Read<TRow>(
        DatasetSchema<TRow> schema,
        IEnumerable<FilePart> parts,
        Func<TRow, bool>? isWanted,
        Func<FilePart, TRow[], IEnumerable<TRow>> choose,
        Action<MetricsException> onError,
        CancellationToken token,
        int mostRows = MostRows)
        where TRow : class => Read(
            parts,
            (part, stop) =>
                ParquetFile.Read(schema, part.File.Path, part.Group, isWanted, rows => choose(part, rows), stop),
            mostRows,
            onError,
            token);

    /// <summary>What comes of each part, in order.</summary>
    /// <param name="parts">The files or row groups; asked for a batch ahead, on another thread.</param>
    /// <param name="read">Reads one; called on several threads.</param>
    /// <param name="mostRows">How many rows may be read ahead of the caller.</param>
    /// <param name="onError">Receives each damaged file, on the caller's thread.</param>
    public static IEnumerable<FileOutcome<TResult>> Read<TResult>(
        IEnumerable<FilePart> parts,
        Func<FilePart, CancellationToken, TResult> read,
        int mostRows,
        Action<MetricsException> onError,
        CancellationToken token)
        where TResult : class
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(token);
        using IEnumerator<FilePart> source = parts.GetEnumerator();
        (int size, int most) = (FirstBatch, Math.Min(FirstRows, mostRows));
        string? damaged = null;
        Lazy<FileOutcome<TResult>[]> reading = new(ReadBatch);
        try
        {
            while (reading.Value is { Length: > 0 } batch)
            {
                (size, most) = (Math.Min(size * 2, LargestBatch), Math.Min(most * 2, mostRows));
                reading = Ahead(ReadBatch);
                foreach (FileOutcome<TResult> outcome in batch)
                {
                    token.ThrowIfCancellationRequested();
                    if (outcome.Error is not null && outcome.Part.File.Path != damaged)
                    {
                        damaged = outcome.Part.File.Path;
                        onError(outcome.Error);
                    }

                    yield return outcome;
                }
            }
        }
        finally
        {
            stop.Cancel();
            End(reading);
        }

        FileOutcome<TResult>[] ReadBatch()
        {
            stop.Token.ThrowIfCancellationRequested();
            var batch = new List<FilePart>(size);
            long rows = 0;
            while (batch.Count < size && rows < most && source.MoveNext())
            {
                batch.Add(source.Current);
                rows += source.Current.Rows;
            }

            var outcomes = new FileOutcome<TResult>[batch.Count];
            CallerRunsLoop.For(outcomes.Length, i => outcomes[i] = ReadOne(batch[i], read, stop.Token), stop.Token);
            return outcomes;
        }
    }

    /// <summary>
    /// Begins on a thread of the pool. When all of those are busy, whoever wants the result makes it: writers that hold
    /// all of the pool would else wait for each other.
    /// </summary>
    private static Lazy<TResult> Ahead<TResult>(Func<TResult> read)
    {
        var result = new Lazy<TResult>(read);
        ThreadPool.UnsafeQueueUserWorkItem(Make, result, preferLocal: false);
        return result;

        static void Make(Lazy<TResult> result)
        {
            try
            {
                _ = result.Value;
            }
            catch (Exception)
            {
                // Of any kind: here it would end the process. The Lazy throws it, with its stack, at whoever asks.
            }
        }
    }

    /// <summary>Nothing is read any more when the caller goes on.</summary>
    private static void End<TResult>(Lazy<TResult> stopped)
    {
        try
        {
            _ = stopped.Value;
        }
        catch (OperationCanceledException)
        {
            // It was told to stop.
        }
    }

    private static FileOutcome<TResult> ReadOne<TResult>(
        FilePart part,
        Func<FilePart, CancellationToken, TResult> read,
        CancellationToken token)
        where TResult : class
    {
        try
        {
            return new FileOutcome<TResult>(part, read(part, token));
        }
        catch (MetricsException exception)
        {
            return new FileOutcome<TResult>(part, null) { Error = exception };
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            return new FileOutcome<TResult>(part, null) { IsGone = true };
        }
    }
}
