using MdfMetrics.Aggregation;

namespace MdfMetrics.Journal.Replay;

/// <summary>
/// What the journals of a run tell of its stages: the earliest time, the longest wall time, the last word of the rest.
/// The place that the process which started the run gives a stage wins; of the workers' the smallest.
/// </summary>
internal sealed class StageReplay
{
    private readonly Dictionary<string, StageRecord> _stages = new(StringComparer.Ordinal);
    private readonly HashSet<string> _placed = new(StringComparer.Ordinal);

    /// <summary>The stages, as they first came.</summary>
    public IEnumerable<StageRecord> Records => _stages.Values;

    /// <summary>Takes what a process tells of a stage.</summary>
    public void Add(StageRecord stage, bool fromStarter)
    {
        _stages[stage.Name] = _stages.TryGetValue(stage.Name, out StageRecord? known)
            ? stage with
            {
                Index = Place(known, stage, fromStarter),
                Timestamp = known.Timestamp < stage.Timestamp ? known.Timestamp : stage.Timestamp,
                WallTime = double.MaxNumber(known.WallTime, stage.WallTime),
                CustomMetrics = stage.CustomMetrics ?? known.CustomMetrics,
                Given = stage.Given ?? known.Given,
            }
            : stage;
        if (fromStarter && stage.Index is not null)
        {
            _placed.Add(stage.Name);
        }
    }

    private long? Place(StageRecord known, StageRecord stage, bool fromStarter) =>
        _placed.Contains(stage.Name) ? known.Index
        : fromStarter ? stage.Index ?? known.Index
        : known.Index is { } place && place <= (stage.Index ?? place) ? place
        : stage.Index;
}
