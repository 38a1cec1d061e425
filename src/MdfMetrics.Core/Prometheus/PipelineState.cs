using MdfMetrics.Storage.Reading;

namespace MdfMetrics.Prometheus;

/// <summary>What is known of a pipeline once its runs have been seen, in any order; keeps only the newest.</summary>
/// <param name="name">Its name; empty for runs without one.</param>
internal sealed class PipelineState(string name)
{
    /// <summary>Of so many completed runs the median is what is usual.</summary>
    public const int UsualRuns = 10;

    /// <summary>The durations of the newest completed runs before the last run, by their start.</summary>
    private readonly PriorityQueue<double, DateTime> _usual = new();

    private RunMetrics? _completed;

    public string Name => name;

    /// <summary>The newest run that has ended; null where none has.</summary>
    public RunMetrics? Last { get; private set; }

    /// <summary>Runs that are going on.</summary>
    public int Active { get; private set; }

    /// <summary>When the oldest of them began; null where none is.</summary>
    public DateTime? ActiveSinceUtc { get; private set; }

    /// <summary>When the newest completed run ended; null where none has.</summary>
    public DateTime? SuccessUtc => _completed?.EndUtc ?? _completed?.StartUtc;

    /// <summary>The median duration of the last completed runs before the last run, seconds; NaN without any.</summary>
    public double UsualDuration
    {
        get
        {
            double[] durations = [.. _usual.UnorderedItems.Select(run => run.Element).Order()];
            return durations.Length > 0 ? Median.OfSorted(durations) : double.NaN;
        }
    }

    public void AddEnded(RunMetrics run)
    {
        if (run.status == RunStatus.Completed && !IsNewer(_completed, run))
        {
            _completed = run;
        }

        if (IsNewer(Last, run))
        {
            AddUsual(run);
            return;
        }

        if (Last is not null)
        {
            AddUsual(Last);
        }

        Last = run;
    }

    public void AddActive(RunMetrics run)
    {
        Active++;
        ActiveSinceUtc = run.StartUtc < ActiveSinceUtc ? run.StartUtc : ActiveSinceUtc ?? run.StartUtc;
    }

    private static bool IsNewer(RunMetrics? known, RunMetrics run) =>
        known is not null && RunOrder.NewestLast.Compare(known, run) > 0;

    private void AddUsual(RunMetrics run)
    {
        if (run.status == RunStatus.Completed && double.IsFinite(run.duration))
        {
            _usual.Enqueue(run.duration, run.StartUtc ?? DateTime.MinValue);
            if (_usual.Count > UsualRuns)
            {
                _usual.Dequeue();
            }
        }
    }
}
