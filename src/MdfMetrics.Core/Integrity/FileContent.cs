using MdfMetrics.Storage.Layout;

namespace MdfMetrics.Integrity;

/// <summary>What the rows of one file tell, row group by row group.</summary>
/// <param name="columns">How many columns must have a value.</param>
internal sealed class FileContent(DatasetFile file, int columns)
{
    /// <summary>So many runs that are not known are looked up again; of a file with more, it is enough.</summary>
    private const int MostOrphans = 1000;

    private readonly string? _bareKey = file.Key is null ? null : DatasetFile.Bare(file.Key);
    private readonly HashSet<string> _orphans = new(StringComparer.OrdinalIgnoreCase);

    public DatasetFile File => file;

    /// <summary>How many rows have no value in each of the columns.</summary>
    public long[] Nulls { get; } = new long[columns];

    /// <summary>Runs of rows that were not known when they were read.</summary>
    public IReadOnlyCollection<string> Orphans => _orphans;

    /// <summary>The first run that the file's name does not say.</summary>
    public string? Misplaced { get; private set; }

    /// <summary>Notes a row's run.</summary>
    public void AddRun(string runId, bool isKnown)
    {
        if (!isKnown && _orphans.Count < MostOrphans)
        {
            _orphans.Add(runId);
        }

        if (_bareKey is not null
            && Misplaced is null
            && !_bareKey.Equals(DatasetFile.Bare(runId), StringComparison.OrdinalIgnoreCase))
        {
            Misplaced = runId;
        }
    }
}
