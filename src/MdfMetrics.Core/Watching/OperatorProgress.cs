using MdfMetrics.Aggregation;
using MdfMetrics.Journal.Lines;
using MdfMetrics.Journal.Replay;

namespace MdfMetrics.Watching;

/// <summary>
/// An operator of a live run, its workers together. What is done is added up once, so that a look costs what goes on,
/// however much lies behind it.
/// </summary>
internal sealed class OperatorProgress
{
    private readonly Dictionary<string, OperatorMetrics> _done = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (OperatorMetrics Row, string Journal)> _open = new(StringComparer.Ordinal);
    private readonly List<OperatorMetrics> _new = [];
    private readonly Dictionary<string, (long Count, RateWindow Window)> _journals = new(StringComparer.Ordinal);
    private OperatorMetrics? _doneSum;
    private OperatorMetrics? _sum;

    /// <summary>Those that have rows of it.</summary>
    public HashSet<string> Workers { get; } = new(StringComparer.Ordinal);

    /// <summary>The sum of its rows, the latencies of all workers as one distribution; no custom metrics.</summary>
    public OperatorMetrics Sum => _sum ??= Add();

    /// <summary>Takes an entry, new or told anew.</summary>
    public void Add(ReplayedRow told)
    {
        OperatorMetrics row = told.Row with { custom_metrics = null };
        string entry = row.entry_id!;
        JournaledProcess process = told.Journal.Process;
        long before = told.Before is null ? 0 : OperatorRates.Entered(told.Before);
        var (count, window) = _journals.GetValueOrDefault(
            process.Name,
            (0, new RateWindow(process.CheckpointInterval)));
        _journals[process.Name] = (count + OperatorRates.Entered(row) - before, window);
        Workers.Add(row.worker_id);
        _sum = null;
        _open.Remove(entry);
        if (_done.Remove(entry))
        {
            // A sum can't be taken apart.
            _doneSum = null;
            _new.Clear();
            _new.AddRange(_done.Values);
        }

        if (told.IsOpen)
        {
            _open.Add(entry, (row, process.Name));
        }
        else
        {
            _done.Add(entry, row);
            _new.Add(row);
        }
    }

    /// <summary>Takes a sign of a process: until then it counted what its rows tell.</summary>
    public void See(ReplayedJournal journal)
    {
        if (journal.LastUtc is { } last && _journals.TryGetValue(journal.Process.Name, out var counted))
        {
            counted.Window.Add(last, counted.Count);
        }
    }

    /// <summary>Whether a process that is at work has it open.</summary>
    /// <param name="isAtWork">Whether the process of a journal's name is.</param>
    public bool IsOpen(Predicate<string> isAtWork) => _open.Values.Any(row => isAtWork(row.Journal));

    /// <summary>Records a second that enter it now; NaN as long as none of the processes that live tells.</summary>
    /// <param name="isAlive">Whether the process of a journal's name is.</param>
    public double Rate(Predicate<string> isAlive)
    {
        double[] known = [.. _journals
            .Where(journal => isAlive(journal.Key))
            .Select(journal => journal.Value.Window.Rate)
            .Where(double.IsFinite)];
        return known.Length > 0 ? known.Sum() : double.NaN;
    }

    private OperatorMetrics Add()
    {
        if (_new.Count > 0)
        {
            _doneSum = OperatorSum.Of([.. _doneSum is null ? [] : new[] { _doneSum }, .. _new]);
            _new.Clear();
        }

        return OperatorSum.Of([
            .. _doneSum is null ? [] : new[] { _doneSum },
            .. _open.Values.Select(open => open.Row),
        ]);
    }
}
