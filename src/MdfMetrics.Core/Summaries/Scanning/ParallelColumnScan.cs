using System.Collections.Concurrent;
using MdfMetrics.ParquetFiles;
using MdfMetrics.ParquetFiles.Columns;
using MdfMetrics.Storage.Layout;
using MdfMetrics.Storage.Reading;

namespace MdfMetrics.Summaries.Scanning;

/// <summary>Reads files column by column on all processors.</summary>
internal static class ParallelColumnScan
{
    /// <summary>Reads row groups of files.</summary>
    /// <param name="files">The files; one that is gone has no rows.</param>
    /// <param name="mayHold">Whether runs that start in a range are wanted.</param>
    /// <param name="begin">What a thread gathers into.</param>
    /// <param name="visit">Takes the number of the file, a row group of it, and what its thread gathers into.</param>
    /// <param name="end">Takes what a thread has gathered; one at a time.</param>
    /// <param name="token">Stops the reading.</param>
    /// <returns>The files that can't be read. Some of their row groups may have been visited.</returns>
    public static IReadOnlyCollection<DamagedFile> Run<TSum>(
        Dataset schema,
        IReadOnlyList<DatasetFile> files,
        Func<TimeRange, bool> mayHold,
        Func<TSum> begin,
        Func<int, ColumnGroup, TSum, ValueTask> visit,
        Action<TSum> end,
        CancellationToken token)
    {
        var damaged = new ConcurrentDictionary<int, MetricsException>();
        using IEnumerator<(int File, FilePart Part)> parts = Enumerable.Range(0, files.Count)
            .SelectMany(file => FilePart.Split(files[file], mayHold).Select(part => (file, part)))
            .GetEnumerator();

        // Not Parallel.ForEach: it goes from thread to thread, and leaves large pooled buffers behind on each.
        Task[] others =
        [
            .. Enumerable.Range(1, Environment.ProcessorCount - 1).Select(_ => Task.Factory.StartNew(
                Work,
                token,
                TaskCreationOptions.LongRunning,
                TaskScheduler.Default)),
        ];
        try
        {
            Work();
        }
        finally
        {
            // They end where this one did: with the parts, or with the token.
            Task.WhenAll(others).GetAwaiter().GetResult();
        }

        return
        [
            .. damaged.OrderBy(static file => file.Key).Select(static file => new DamagedFile(file.Key, file.Value)),
        ];

        void Work()
        {
            TSum sum = begin();
            using var open = new OpenFile(schema);
            while (Next() is var (file, part))
            {
                try
                {
                    Visit(open, part, group => visit(file, group, sum), token);
                }
                catch (MetricsException error)
                {
                    damaged.TryAdd(file, error);
                }
                catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
                {
                    // Gone since it was listed.
                }
            }

            lock (damaged)
            {
                end(sum);
            }
        }

        (int File, FilePart Part)? Next()
        {
            lock (parts)
            {
                token.ThrowIfCancellationRequested();
                return parts.MoveNext() ? parts.Current : null;
            }
        }
    }

    private static void Visit(
        OpenFile open,
        FilePart part,
        Func<ColumnGroup, ValueTask> visit,
        CancellationToken token) => open.Read(part.File.Path, source =>
        {
            int end = part.Group + 1 ?? source.Groups;
            for (int group = part.Group ?? 0; group < end; group++)
            {
                token.ThrowIfCancellationRequested();
                visit(new ColumnGroup(source, group)).AsTask().GetAwaiter().GetResult();
            }

            return end;
        });
}
