using MdfMetrics.Summaries.Sources;

namespace MdfMetrics.Summaries.Counting;

/// <summary>Goes through a column of run ids, and tells which rows count.</summary>
/// <param name="selection">The runs to count.</param>
/// <param name="claims">For each run the file, counted from 1, whose rows count; 0: none yet.</param>
/// <param name="file">This file.</param>
internal struct RunCursor(RunsToCount selection, int[] claims, int file)
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

    /// <summary>The rows of a run count from one file only: it may lie in two while files are rewritten.</summary>
    private readonly int Find(ReadOnlyMemory<char> id)
    {
        int run = selection.Runs.Find(id);
        if (run < 0 || !selection.Includes(run))
        {
            return -1;
        }

        int claimed = Interlocked.CompareExchange(ref claims[run], file + 1, 0);
        return claimed == 0 || claimed == file + 1 ? run : -1;
    }
}
