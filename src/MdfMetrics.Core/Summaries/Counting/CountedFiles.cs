using MdfMetrics.Storage.Layout;
using MdfMetrics.Storage.Reading;
using MdfMetrics.Summaries.Sources;

namespace MdfMetrics.Summaries.Counting;

/// <summary>
/// For each run the file of a dataset whose rows count, see <see cref="FilePrecedence"/>, as files turn out to have
/// rows of it. Several threads use it.
/// </summary>
internal sealed class CountedFiles(SourceRuns runs)
{
    private readonly DatasetFile[] _files = new DatasetFile[runs.Count];

    /// <summary>Whether a file came after rows had counted that give way to its rows.</summary>
    public bool CameLate { get; private set; }

    /// <summary>Begins to count anew; what is known of files that can be read stays.</summary>
    public void Restart(IReadOnlySet<string> paths)
    {
        CameLate = false;
        for (int run = 0; run < _files.Length; run++)
        {
            _files[run] = _files[run].Path is { } path && paths.Contains(path) ? _files[run] : default;
        }
    }

    /// <summary>Whether a file's rows of a run count.</summary>
    public bool Take(int run, DatasetFile file)
    {
        lock (_files)
        {
            DatasetFile other = _files[run];
            if (other.Path is not null && !FilePrecedence.Precedes(runs[run].Id, file, other))
            {
                return other.Path == file.Path;
            }

            CameLate |= other.Path is not null;
            _files[run] = file;
            return true;
        }
    }

    /// <summary>Whether a run's rows would come from a file, if it had any.</summary>
    public bool Has(int run, DatasetFile file) => _files[run].Path is not { } path || path == file.Path;
}
