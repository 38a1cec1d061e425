using System.Diagnostics;
using MdfMetrics.Aggregation;
using MdfMetrics.Latency;

namespace MdfMetrics.Collection;

/// <summary>
/// Counts one operator on one worker. One thread records; any thread may take a <see cref="Snapshot"/>, which is then
/// at most a record behind. It can be closed and opened again, and goes on counting.
/// </summary>
public sealed class OperatorRecorder
{
    private static readonly double s_secondsPerTick = 1.0 / Stopwatch.Frequency;

    private readonly OperatorIdentity _identity;
    private LatencyRecorder _latencies = new();
    private JsonMap? _customMetrics;
    private long _input;
    private long _output;
    private long _errors;
    private long _failed;
    private long _ticks;
    private long _latencyTicks;
    private long _revision;
    private int _open;

    /// <summary>Whether a record is at work that has not failed yet.</summary>
    private bool _isSound;

    internal OperatorRecorder(OperatorIdentity identity) => _identity = identity;

    /// <summary>A recorder that belongs to no run: what it counts goes nowhere.</summary>
    /// <param name="role">What it is for, see <see cref="OperatorRole"/>.</param>
    public static OperatorRecorder Detached(string role) => new(OperatorIdentity.None(role));

    /// <summary>The operator's name; it ends in #2, #3, … where the same name was open already.</summary>
    public string Name => _identity.OperatorName;

    public string StageName => _identity.StageName;

    public string WorkerId => _identity.WorkerId;

    /// <summary>What it is for: see <see cref="OperatorRole"/>.</summary>
    public string Role => _identity.Role;

    /// <summary>Records that came in so far.</summary>
    public long InputRecords => Volatile.Read(ref _input);

    /// <summary>Counts a record that came in.</summary>
    public void RecordInput()
    {
        _input++;
        _isSound = true;
    }

    /// <summary>Counts a record that went out.</summary>
    public void RecordOutput() => _output++;

    /// <summary>Counts an error; the record at work has failed, once.</summary>
    public void RecordError()
    {
        _errors++;
        if (_isSound)
        {
            _isSound = false;
            _failed++;
        }
    }

    /// <summary>Counts the time of one record that came in, or that a source gave. It is done.</summary>
    /// <param name="ticks">Stopwatch ticks spent in the operator, without the time downstream.</param>
    public void RecordLatency(long ticks)
    {
        _ticks += ticks;
        _latencyTicks += ticks;
        _latencies.Record(ticks * s_secondsPerTick);
        _isSound = false;
    }

    /// <summary>Counts time that belongs to no record: set-up and wind-up.</summary>
    /// <param name="ticks">Stopwatch ticks.</param>
    public void RecordTime(long ticks) => _ticks += ticks;

    /// <summary>Takes the recorder for one writer; false when another one has it.</summary>
    internal bool TryOpen() => Interlocked.CompareExchange(ref _open, 1, 0) == 0;

    /// <summary>True while a writer has it.</summary>
    internal bool IsOpen => Volatile.Read(ref _open) != 0;

    /// <summary>Gives it back, with the user's own figures, which replace those of the same name.</summary>
    /// <returns>The row as it stands.</returns>
    internal OperatorMetrics Close(JsonMap? customMetrics)
    {
        _customMetrics = JsonMap.Merge(_customMetrics, customMetrics);
        Interlocked.Increment(ref _revision);
        OperatorMetrics row = Snapshot();
        Volatile.Write(ref _open, 0);
        return row;
    }

    /// <summary>The row as it stands.</summary>
    internal OperatorMetrics Snapshot()
    {
        // Before the figures: a snapshot that overlaps a close must not carry the revision of the closed row.
        long revision = Volatile.Read(ref _revision);
        Interlocked.MemoryBarrier();
        LatencyDistribution latencies = _latencies.Snapshot();
        double latencyTime = Volatile.Read(ref _latencyTicks) * s_secondsPerTick;
        var row = new OperatorMetrics
        {
            run_id = _identity.RunId,
            stage_name = _identity.StageName,
            operator_name = _identity.OperatorName,
            worker_id = _identity.WorkerId,
            timestamp = _identity.BeganUtc,
            input_records = Volatile.Read(ref _input),
            output_records = Volatile.Read(ref _output),
            total_time = Volatile.Read(ref _ticks) * s_secondsPerTick,
            error_count = Volatile.Read(ref _errors),
            custom_metrics = _customMetrics,
            stage_index = _identity.StageIndex,
            operator_index = _identity.OperatorIndex,
            role = _identity.Role,
            failed_records = Volatile.Read(ref _failed),
            entry_id = _identity.EntryId,
            revision = revision,
        };
        row = OperatorRates.Apply(row, latencyTime);
        return latencies.Count > 0 ? row.WithLatencies(latencies) : row;
    }
}
