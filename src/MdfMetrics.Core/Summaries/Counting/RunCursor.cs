using MdfMetrics.Storage.Layout;
using MdfMetrics.Summaries.Sources;

namespace MdfMetrics.Summaries.Counting;

/// <summary>Goes through a column of run ids, and tells which rows count.</summary>
/// <param name="selection">The runs to count.</param>
/// <param name="counted">The file of each run whose rows count.</param>
internal struct RunCursor(RunsToCount selection, CountedFiles counted, DatasetFile file)
{
    private ReadOnlyMemory<char> _last;
    private int _run = -1;
    private bool _isFirst = true;

    /// <summary>The number of the run of a row; -1: the row does not count.</summary>
    public int Run(ReadOnlyMemory<char> id)
    {
        if (_isFirst || !(id.Equals(_last) || id.Span.SequenceEqual(_last.Span)))
        {
            (_last, _isFirst) = (id, false);
            _run = Find(id);
        }

        return _run;
    }

    private readonly int Find(ReadOnlyMemory<char> id)
    {
        int run = selection.Runs.Find(id);
        return run >= 0 && selection.Includes(run) && counted.Take(run, file) ? run : -1;
    }
}
