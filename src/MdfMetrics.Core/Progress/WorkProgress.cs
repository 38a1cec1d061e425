namespace MdfMetrics.Progress;

/// <summary>
/// How far long work is. Whatever thread does it counts; a few times a second at most that is told, and only from the
/// thread that began the step: a shell listens to no other. Of what is soon over nothing is told.
/// </summary>
internal sealed class WorkProgress
{
    private static readonly TimeSpan s_silence = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan s_interval = TimeSpan.FromMilliseconds(250);

    private readonly TimeProvider _time = TimeProvider.System;
    private readonly Action<WorkState>? _tell;
    private WorkState _step;
    private long _done;
    private double _from;
    private double _to;
    private int _thread;
    private long _due;

    /// <summary>Counts for whoever shows it.</summary>
    /// <param name="tell">Receives how far the work is.</param>
    public WorkProgress(TimeProvider time, Action<WorkState> tell)
    {
        (_time, _tell) = (time, tell);
        _due = After(s_silence);
    }

    private WorkProgress()
    {
    }

    /// <summary>That of work that nobody watches.</summary>
    public static WorkProgress None { get; } = new();

    /// <summary>Begins other work, which is as long since that before began.</summary>
    public void Restart() => (_from, _to) = (0, 0);

    /// <summary>Begins a step of the work; that before it is over.</summary>
    /// <param name="step">What is done in it.</param>
    /// <param name="unit">What is counted; null where nothing is.</param>
    /// <param name="total">How many of these there are; null where that is not known.</param>
    /// <param name="left">
    /// How many steps are still to come, this one included: of what is left of the bar, each gets as much.
    /// </param>
    public void Begin(string step, string? unit, long? total, int left)
    {
        if (_tell is null)
        {
            return;
        }

        _thread = Environment.CurrentManagedThreadId;
        _step = new WorkState(step, unit, 0, total, 0);
        (_from, _to) = (_to, _to + ((100 - _to) / left));
        Interlocked.Exchange(ref _done, 0);
        if (total != 0)
        {
            Tick();
        }
    }

    /// <summary>Counts what is done.</summary>
    public void Advance(long count = 1)
    {
        if (_tell is not null)
        {
            Interlocked.Add(ref _done, count);
            Tick();
        }
    }

    /// <summary>Gives the occasion to tell.</summary>
    public void Tick()
    {
        if (_tell is null || Environment.CurrentManagedThreadId != _thread || _time.GetTimestamp() < _due)
        {
            return;
        }

        _due = After(s_interval);
        long done = Interlocked.Read(ref _done);
        double share = _step.Total is > 0 and { } total ? Math.Min(1, (double)done / total) : 0;
        _tell(_step with { Done = done, Percent = (int)(_from + ((_to - _from) * share)) });
    }

    /// <summary>Counts each item when the caller is done with it.</summary>
    public IEnumerable<T> Follow<T>(IEnumerable<T> items)
    {
        foreach (T item in items)
        {
            yield return item;
            Advance();
        }
    }

    private long After(TimeSpan span) =>
        _time.GetTimestamp() + (long)(span.TotalSeconds * _time.TimestampFrequency);
}
