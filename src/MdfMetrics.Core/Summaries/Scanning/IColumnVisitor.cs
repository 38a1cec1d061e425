using MdfMetrics.ParquetFiles;
using MdfMetrics.Storage.Layout;

namespace MdfMetrics.Summaries.Scanning;

/// <summary>What one thread of a <see cref="ParallelColumnScan"/> does with the row groups that it reads.</summary>
internal interface IColumnVisitor
{
    /// <summary>Takes a row group.</summary>
    ValueTask VisitAsync(DatasetFile file, ColumnGroup group);

    /// <summary>Hands over what the thread has gathered, when there is no more; one thread at a time.</summary>
    void Complete();
}
