using MdfMetrics.Aggregation;

namespace MdfMetrics.Collection;

/// <summary>What a collector knows of one stage. Guarded by the collector's lock.</summary>
internal sealed class StageState(string name, DateTime enteredUtc)
{
    private readonly Dictionary<string, long> _operators = new(StringComparer.Ordinal);
    private long _openedAt;
    private int _open;
    private TimeSpan? _wallTime;

    public string Name { get; } = name;

    /// <summary>Its place in the run; null while it is only known from rows measured elsewhere.</summary>
    public long? Index { get; set; }

    public JsonMap? CustomMetrics { get; set; }

    public StageFigures? Given { get; set; }

    public bool IsOpen => _open > 0;

    /// <summary>The operator's place by the order in which names were first begun.</summary>
    public long OperatorIndex(string name)
    {
        if (!_operators.TryGetValue(name, out long index))
        {
            _operators.Add(name, index = _operators.Count);
        }

        return index;
    }

    /// <summary>Several workers may have a stage open: its wall time runs while any has.</summary>
    public void Enter(TimeProvider time)
    {
        if (_open++ == 0)
        {
            _openedAt = time.GetTimestamp();
        }
    }

    public void Exit(TimeProvider time)
    {
        if (--_open == 0)
        {
            _wallTime = (_wallTime ?? TimeSpan.Zero) + time.GetElapsedTime(_openedAt);
        }
    }

    public StageRecord ToRecord(string runId, TimeProvider time)
    {
        TimeSpan? wallTime = IsOpen ? (_wallTime ?? TimeSpan.Zero) + time.GetElapsedTime(_openedAt) : _wallTime;
        return new StageRecord
        {
            RunId = runId,
            Name = Name,
            Index = Index,
            Timestamp = enteredUtc,
            WallTime = wallTime?.TotalSeconds ?? double.NaN,
            CustomMetrics = CustomMetrics,
            Given = Given,
        };
    }
}
