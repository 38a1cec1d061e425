using MdfMetrics.Storage.Columns;

namespace MdfMetrics.Storage.Batches;

/// <summary>
/// Reads a whole dataset column by column, a row group or loose file at a time: a few of them are in memory. Rows are
/// not told apart by run: of a run that lies in several files all come, so hold the store's lock, or look at run_id.
/// </summary>
/// <param name="storePath">The store's folder.</param>
internal sealed class BatchReader(string storePath)
{
    /// <summary>Rows read ahead: of histograms some 30 MB.</summary>
    private const int RowsAhead = 20_000;

    private readonly string _store = StoreLayout.FullPath(storePath);

    /// <summary>The batches, oldest first as far as files tell.</summary>
    /// <param name="dataset">The dataset, of <see cref="MetricsSchema"/>.</param>
    /// <param name="columns">The names of the columns to read; those that a file lacks are NULL.</param>
    /// <param name="starts">Only files and row groups that may have runs that start in the range; null for all.</param>
    /// <param name="onError">Is told of each file that can't be read.</param>
    /// <param name="token">Stops the reading.</param>
    /// <exception cref="MetricsException">StoreNotFound, when enumerated</exception>
    public IEnumerable<ColumnBatch> Read(
        Dataset dataset,
        IReadOnlyCollection<string> columns,
        TimeRange? starts,
        Action<MetricsException> onError,
        CancellationToken token)
    {
        TimeRange wanted = starts ?? TimeRange.Any;
        IEnumerable<DatasetFile> files =
            StoreListing.Of(_store, dataset).Files.Where(file => file.Starts.Meets(wanted));
        return FileBatches.Read(ReadPlan.OldestFirst(files, wanted.Meets), ReadPart, RowsAhead, onError, token)
            .Select(outcome => outcome.Result)
            .OfType<ColumnBatch>();

        ColumnBatch ReadPart(FilePart part, CancellationToken stop) =>
            ParquetFile.Guard(dataset.Name, part.File.Path, () =>
            {
                using ParquetSource source = ParquetSource.Open(part.File.Path);
                return part.Group is { } group
                    ? source.ReadBatch(group, Columns(), stop)
                    : source.ReadAll(Columns, stop);
            });

        IReadOnlyList<BatchColumn> Columns() =>
            [.. dataset.CreateBatchColumns().Where(column => columns.Contains(column.Name))];
    }
}
