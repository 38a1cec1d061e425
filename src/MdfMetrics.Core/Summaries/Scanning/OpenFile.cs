using MdfMetrics.ParquetFiles;
using MdfMetrics.ParquetFiles.Columns;
using MdfMetrics.ParquetFiles.Decoding;

namespace MdfMetrics.Summaries.Scanning;

/// <summary>
/// The file that a thread reads, open until it reads another: the footer of a file of many row groups takes as long to
/// read as one of them.
/// </summary>
internal sealed class OpenFile(Dataset dataset) : IDisposable
{
    private string? _path;
    private ParquetSource? _source;

    /// <summary>Reads of a file.</summary>
    /// <exception cref="MetricsException"><see cref="MetricsError.FileCorrupt"/></exception>
    /// <exception cref="FileNotFoundException">The file is gone.</exception>
    /// <exception cref="DirectoryNotFoundException">Its folder is gone.</exception>
    public TResult Read<TResult>(string path, Func<ParquetSource, TResult> read) =>
        ParquetFile.Guard(dataset.Name, path, () => read(Open(path)));

    public void Dispose() => _source?.Dispose();

    private ParquetSource Open(string path)
    {
        if (_source is null || _path != path)
        {
            _source?.Dispose();
            _source = null;
            _source = ParquetSource.Open(path);
            _path = path;
        }

        return _source.Has(Dataset.RunId) ? _source : throw new ColumnException(Dataset.RunId, "is missing");
    }
}
