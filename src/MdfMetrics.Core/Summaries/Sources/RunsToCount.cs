using MdfMetrics.ParquetFiles;
using MdfMetrics.Summaries.Periods;

namespace MdfMetrics.Summaries.Sources;

/// <summary>
/// The runs that are to be counted, and the periods they belong to. Periods have numbers here, and are of one pipeline each.
/// </summary>
internal sealed class RunsToCount
{
    private const int NotCounted = -1;

    private readonly int[] _periods;
    private readonly int[] _places;
    private readonly DateTime[] _startTimes;
    private readonly SortedSet<int> _included;
    private readonly HashSet<DateTime> _lost = [];

    /// <summary>Takes runs.</summary>
    /// <param name="runs">The runs of the store.</param>
    /// <param name="included">The numbers of the runs to count.</param>
    public RunsToCount(SourceRuns runs, PeriodCalendar calendar, IEnumerable<int> included)
    {
        Runs = runs;
        _periods = new int[runs.Count];
        _places = new int[runs.Count];
        _included = [.. included];
        Array.Fill(_periods, NotCounted);
        var numbers = new Dictionary<(DateTime Start, string? Pipeline), int>();
        var sizes = new List<int>();
        foreach (int run in _included)
        {
            var key = (calendar.Start(runs[run].StartUtc), runs[run].Pipeline);
            if (!numbers.TryGetValue(key, out int number))
            {
                numbers.Add(key, number = numbers.Count);
                sizes.Add(0);
            }

            _periods[run] = number;
            _places[run] = sizes[number]++;
        }

        _startTimes = [.. _included.Select(run => runs[run].StartUtc).Order()];
        Periods = [.. numbers.OrderBy(static entry => entry.Value).Select(static entry => entry.Key)];
    }

    /// <summary>The runs of the store.</summary>
    public SourceRuns Runs { get; }

    /// <summary>The beginning of each period, and the pipeline whose runs it has.</summary>
    public (DateTime Start, string? Pipeline)[] Periods { get; }

    /// <summary>The numbers of the runs to count, ascending.</summary>
    public IReadOnlyCollection<int> Included => _included;

    public bool Includes(int run) => _periods[run] != NotCounted;

    /// <summary>The number of the run's period.</summary>
    public int Period(int run) => _periods[run];

    /// <summary>The run's number among those of its period.</summary>
    public int PlaceInPeriod(int run) => _places[run];

    public bool AnyStarts(TimeRange range) => range.MeetsAny(_startTimes);

    /// <summary>When the run's period begins.</summary>
    public DateTime PeriodStart(int run) => Periods[_periods[run]].Start;

    /// <summary>Whether a run of a period was left out.</summary>
    public bool HasLost(DateTime periodStart) => _lost.Contains(periodStart);

    /// <summary>Leaves runs out.</summary>
    public void Exclude(IReadOnlyCollection<int> runs)
    {
        foreach (int run in runs.Where(Includes))
        {
            _lost.Add(PeriodStart(run));
            _periods[run] = NotCounted;
            _included.Remove(run);
        }
    }
}
