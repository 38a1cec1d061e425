using MdfMetrics.Maintenance.RowChanges;
using MdfMetrics.ParquetFiles;
using MdfMetrics.ParquetFiles.Batches;
using MdfMetrics.ParquetFiles.Columns;

namespace MdfMetrics.Maintenance.Compaction;

/// <summary>
/// The rows of runs in files of many runs. Such files are mostly sorted as the runs are asked for: the row groups read
/// last are kept.
/// </summary>
internal sealed class SharedRows(Dataset dataset, Func<IReadOnlyList<ColumnBuffer>> createColumns)
{
    private const int MostKept = 2;

    private readonly LinkedList<(string Path, int Group, ColumnBatch Rows, ILookup<string, Range> Runs)> _kept = [];

    /// <summary>Writes the rows of a run.</summary>
    /// <exception cref="MetricsException">FileCorrupt: the file can't be read.</exception>
    public void Write(BatchFileWriter file, RunEntry run, CompactionSource source, CancellationToken token)
    {
        for (int group = 0; group < source.RunsByGroup.Count; group++)
        {
            if (source.RunsByGroup[group].Contains(run.Key))
            {
                (ColumnBatch rows, ILookup<string, Range> runs) = Read(source.File.Path, group, token);
                foreach (Range range in runs[run.Key])
                {
                    int count = range.End.Value - range.Start.Value;
                    file.Add(rows, range.Start.Value, count, run.Starts);
                }
            }
        }
    }

    private (ColumnBatch Rows, ILookup<string, Range> Runs) Read(string path, int group, CancellationToken token)
    {
        foreach ((string keptPath, int keptGroup, ColumnBatch kept, ILookup<string, Range> keptRuns) in _kept)
        {
            if (keptGroup == group && keptPath == path)
            {
                return (kept, keptRuns);
            }
        }

        if (_kept.Count == MostKept)
        {
            _kept.RemoveFirst();
        }

        ColumnBatch rows = ParquetFile.Guard(dataset.Name, path, () =>
        {
            using ParquetSource source = ParquetSource.Open(path, isExact: true);
            return source.ReadBatch(group, createColumns(), token);
        });
        ILookup<string, Range> runs = RunRanges.ByKey(rows);
        _kept.AddLast((path, group, rows, runs));
        return (rows, runs);
    }
}
