using MdfMetrics.ParquetFiles.Batches;
using MdfMetrics.ParquetFiles.Columns;

namespace MdfMetrics.Maintenance.RowChanges;

/// <summary>Where the rows of each run lie in a batch.</summary>
internal static class RunRanges
{
    /// <summary>The ranges by key, those of a run in order.</summary>
    public static ILookup<string, Range> ByKey(ColumnBatch rows) =>
        InOrder(rows).ToLookup(range => range.Key, range => range.Rows, StringComparer.OrdinalIgnoreCase);

    /// <summary>The ranges as they follow each other; a run may have several.</summary>
    public static IEnumerable<(string Key, Range Rows)> InOrder(ColumnBatch rows)
    {
        IReadOnlyList<string?> ids = rows.Texts(Dataset.RunId);
        for (int start = 0; start < ids.Count;)
        {
            int end = start + 1;
            while (end < ids.Count && ids[end] == ids[start])
            {
                end++;
            }

            yield return (RunId.Key(ids[start] ?? string.Empty), start..end);
            start = end;
        }
    }
}
