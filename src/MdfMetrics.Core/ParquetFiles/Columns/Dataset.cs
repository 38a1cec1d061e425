using MdfMetrics.ParquetFiles.Batches;

namespace MdfMetrics.ParquetFiles.Columns;

/// <summary>A dataset, whatever its rows are.</summary>
/// <param name="name">The dataset's name and folder.</param>
/// <param name="filePrefix">What comes before the run's key in a file's name.</param>
internal abstract class Dataset(string name, string filePrefix)
{
    /// <summary>The column that says which run a row is of, the first of every dataset.</summary>
    public const string RunId = "run_id";

    /// <summary>The dataset's name and folder.</summary>
    public string Name { get; } = name;

    /// <summary>What comes before the run's key in a file's name.</summary>
    public string FilePrefix { get; } = filePrefix;

    /// <summary>Empty columns for a batch of it, in order.</summary>
    public abstract IReadOnlyList<ColumnBuffer> CreateBatchColumns();
}
