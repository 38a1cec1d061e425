using System.Collections.Concurrent;
using MdfMetrics.ParquetFiles;
using MdfMetrics.ParquetFiles.Columns;
using MdfMetrics.Progress;
using MdfMetrics.Storage.Layout;
using MdfMetrics.Storage.Reading;

namespace MdfMetrics.Summaries.Scanning;

/// <summary>Reads row groups of files column by column on all processors.</summary>
/// <param name="files">The files; one that is gone has no rows.</param>
/// <param name="mayHold">Whether runs that start in a range are wanted.</param>
/// <param name="progress">Counts the files.</param>
internal sealed class ParallelColumnScan(
    Dataset schema,
    IReadOnlyList<DatasetFile> files,
    Func<TimeRange, bool> mayHold,
    WorkProgress progress,
    CancellationToken token)
{
    private readonly ConcurrentDictionary<int, MetricsException> _damaged = new();
    private readonly IEnumerator<(int File, FilePart Part)> _parts = Enumerable.Range(0, files.Count)
        .SelectMany(file => FilePart.Split(files[file], mayHold).Select(part => (file, part)))
        .GetEnumerator();

    private int _begun;

    /// <summary>Reads the files, once.</summary>
    /// <param name="createVisitor">Makes what a thread gives its row groups to.</param>
    /// <returns>The files that can't be read. Some of their row groups may have been visited.</returns>
    public IReadOnlyList<DamagedFile> Run(Func<IColumnVisitor> createVisitor)
    {
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
            Blocking.Wait(Task.WhenAll(others));
        }

        return [.. _damaged.OrderBy(file => file.Key).Select(file => new DamagedFile(files[file.Key], file.Value))];

        void Work()
        {
            IColumnVisitor visitor = createVisitor();
            using var open = new OpenFile(schema);
            while (Next() is var (file, part))
            {
                try
                {
                    open.Read(part.File.Path, source => Visit(visitor, part, source));
                }
                catch (MetricsException error)
                {
                    _damaged.TryAdd(file, error);
                }
                catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
                {
                    // Gone since it was listed.
                }
            }

            lock (_damaged)
            {
                visitor.Complete();
            }
        }
    }

    private (int File, FilePart Part)? Next()
    {
        lock (_parts)
        {
            token.ThrowIfCancellationRequested();
            (int File, FilePart Part)? next = _parts.MoveNext() ? _parts.Current : null;
            int begun = next?.File ?? files.Count;
            progress.Advance(begun - _begun);
            _begun = begun;
            return next;
        }
    }

    private int Visit(IColumnVisitor visitor, FilePart part, ParquetSource source)
    {
        int end = part.Group + 1 ?? source.Groups;
        for (int group = part.Group ?? 0; group < end; group++)
        {
            token.ThrowIfCancellationRequested();
            Blocking.Wait(visitor.VisitAsync(part.File, new ColumnGroup(source, group)));
        }

        return end;
    }
}
