namespace MdfMetrics.Watching;

/// <summary>
/// The rate at which a count grows now: over the last signs of the process that counts, by its own clock, so that it
/// hangs neither on when a sign is read nor on whose clocks agree.
/// </summary>
/// <param name="beat">How often signs come: it looks back two of them, and never less than two seconds.</param>
internal sealed class RateWindow(TimeSpan beat)
{
    /// <summary>Of a shorter time a rate is noise.</summary>
    private static readonly TimeSpan s_shortest = TimeSpan.FromSeconds(1);

    private readonly TimeSpan _length = 2 * (beat > s_shortest ? beat : s_shortest);

    private readonly Queue<(DateTime Time, long Count)> _signs = new();
    private (DateTime Time, long Count) _last;

    /// <summary>A second; NaN as long as there is nothing to tell it from.</summary>
    public double Rate => _signs.TryPeek(out var first) && _last.Time - first.Time >= s_shortest
        ? Math.Max(0, _last.Count - first.Count) / (_last.Time - first.Time).TotalSeconds
        : double.NaN;

    /// <summary>Takes what the count was at a sign.</summary>
    public void Add(DateTime time, long count)
    {
        if (_signs.Count > 0 && time <= _last.Time)
        {
            return;
        }

        _signs.Enqueue(_last = (time, count));
        while (_signs.Count > 2 && time - _signs.ElementAt(1).Time >= _length)
        {
            _signs.Dequeue();
        }
    }
}
