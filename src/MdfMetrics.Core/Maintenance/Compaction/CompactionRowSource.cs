using MdfMetrics.ParquetFiles;
using MdfMetrics.ParquetFiles.Batches;
using MdfMetrics.ParquetFiles.Columns;
using MdfMetrics.Progress;
using MdfMetrics.Storage.Layout;
using MdfMetrics.Storage.Reading;

namespace MdfMetrics.Maintenance.Compaction;

/// <summary>
/// Takes the rows of runs from the files of a dataset, in the order asked for; those of a run from the file that
/// counts, see <see cref="FilePrecedence"/>.
/// </summary>
internal sealed class CompactionRowSource
{
    /// <summary>Rows of loose files read ahead: with histograms, some 2 MB.</summary>
    private const int RowsAhead = 1_000;

    private readonly Dataset _dataset;
    private readonly Dictionary<string, CompactionSource> _sources = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string> _empty = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, ColumnBuffer> _extras = [];
    private readonly SharedRows _shared;
    private readonly bool _hasSharedWithoutRows;

    public CompactionRowSource(Dataset dataset, IReadOnlyList<CompactionSource> files)
    {
        _dataset = dataset;
        _shared = new SharedRows(dataset, CreateColumns);
        foreach (CompactionSource file in files)
        {
            foreach (string key in file.RunsByGroup.SelectMany(group => group))
            {
                if (!_sources.TryGetValue(key, out CompactionSource? other)
                    || FilePrecedence.Precedes(key, file.File, other.File))
                {
                    _sources[key] = file;
                }
            }

            if (file is { Rows: 0, File.Key: { } name })
            {
                _empty.Add(DatasetFile.Bare(name));
            }

            _hasSharedWithoutRows |= file is { Rows: 0, IsShared: true };

            AddExtras(file);
        }
    }

    /// <summary>Empty columns: those of the dataset, and others that files have.</summary>
    public IReadOnlyList<ColumnBuffer> CreateColumns() =>
        [.. _dataset.CreateBatchColumns(), .. _extras.Values.Select(column => column.CreateEmpty())];

    /// <summary>Whether any of the runs has a file in the dataset, if only one without rows.</summary>
    public bool HasFileOf(IReadOnlyList<RunEntry> runs) =>
        _hasSharedWithoutRows
        || runs.Any(run => _sources.ContainsKey(run.Key) || _empty.Contains(DatasetFile.Bare(run.Key)));

    /// <summary>Writes the rows of runs.</summary>
    /// <exception cref="MetricsException">FileCorrupt: a file can't be read, or is gone.</exception>
    public void Write(
        BatchFileWriter file,
        IReadOnlyList<RunEntry> runs,
        WorkProgress progress,
        CancellationToken token)
    {
        IEnumerable<FilePart> own = runs
            .Select(run => _sources.GetValueOrDefault(run.Key))
            .OfType<CompactionSource>()
            .Where(source => !source.IsShared)
            .Select(source => FilePart.Whole(source.File) with { Rows = source.Rows });
        using IEnumerator<FileOutcome<ColumnBatch>> contents =
            FileBatches.Read(own, ReadWhole, RowsAhead, static error => throw error, token).GetEnumerator();
        foreach (RunEntry run in progress.Follow(runs))
        {
            token.ThrowIfCancellationRequested();
            if (!_sources.TryGetValue(run.Key, out CompactionSource? source))
            {
                continue;
            }

            if (source.IsShared)
            {
                _shared.Write(file, run, source, token);
                continue;
            }

            contents.MoveNext();
            ColumnBatch rows = contents.Current.Result ?? throw Gone(source.File.Path);
            file.Add(rows, 0, rows.Rows, run.Starts);
        }
    }

    private static MetricsException Gone(string path) => new(
        MetricsError.FileCorrupt,
        $"'{path}' was removed while it was to be compacted. Try again.",
        path);

    private ColumnBatch ReadWhole(FilePart part, CancellationToken token) =>
        ParquetFile.Guard(_dataset.Name, part.File.Path, () =>
        {
            using ParquetSource source = ParquetSource.Open(part.File.Path, isExact: true);
            return source.ReadAll(CreateColumns, token);
        });

    /// <exception cref="MetricsException">FileCorrupt: another file has the column with another type.</exception>
    private void AddExtras(CompactionSource file)
    {
        foreach (ColumnBuffer column in file.Extras)
        {
            if (!_extras.TryAdd(column.Name, column) && !_extras[column.Name].IsLike(column))
            {
                throw new MetricsException(
                    MetricsError.FileCorrupt,
                    $"'{file.File.Path}' is left as it is: its column {column.Name} is of another type than in other "
                        + "files. Leave it so, or write it anew with the usual type.",
                    file.File.Path);
            }
        }
    }
}
