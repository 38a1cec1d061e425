using MdfMetrics.Latency;
using MdfMetrics.Summaries.Sources;

namespace MdfMetrics.Summaries.Tables;

/// <summary>What adds up to a row of a summary, of any level.</summary>
internal sealed class SummaryAccumulator
{
    // Those scanned, by how they ended: rows of one run may lie in row groups that several threads read.
    private readonly RunSet?[] _runs = new RunSet?[(int)RunEnd.Running];

    // Those of rows of a summary.
    private readonly long[] _counts = new long[(int)RunEnd.Running];
    private BucketSum? _buckets;
    private long _measured;
    private long _histograms;
    private bool _isIncomplete;

    public long Completed => Count(RunEnd.Completed);

    public long Failed => Count(RunEnd.Failed);

    public long Abandoned => Count(RunEnd.Abandoned);

    public long Input { get; private set; }

    public long Output { get; private set; }

    /// <summary>
    /// Records that latencies and throughput are of. A row without input that has output is that of a source.
    /// </summary>
    public long Entered { get; private set; }

    /// <summary>What of the input got through, as the pass rates of the rows say.</summary>
    public double Passed { get; private set; }

    public long Errors { get; private set; }

    /// <summary>Seconds: of runs the duration, else total_time.</summary>
    public double Time { get; private set; }

    /// <summary>Seconds that stages were open.</summary>
    public double WallTime { get; private set; }

    public double Min { get; private set; } = double.NaN;

    public double Max { get; private set; } = double.NaN;

    public long? StageIndex { get; private set; }

    public long? OperatorIndex { get; private set; }

    /// <summary>Whether a row's latencies are the means of batches.</summary>
    public bool HasBatches { get; private set; }

    /// <summary>Whether rows have percentiles and no histogram.</summary>
    public bool IsIncomplete => _isIncomplete || _histograms < _measured;

    public long RunCount => SaturatingMath.Sum([Completed, Failed, Abandoned]);

    /// <summary>
    /// The distribution; null where it has nothing in it, or is not known: percentiles can't be averaged, so one
    /// missing part is too many.
    /// </summary>
    public LatencyDistribution? Distribution()
    {
        if (IsIncomplete || _buckets?.ToHistogram() is not { } histogram)
        {
            return null;
        }

        // Rows of other writers may have one end of the range only.
        bool isRange = Min <= Max;
        return LatencyDistribution.WithRange(
            histogram,
            isRange ? Min : double.NaN,
            isRange ? Max : double.NaN,
            HasBatches);
    }

    /// <summary>Counts a run, once.</summary>
    /// <param name="number">Its number among the runs of the period.</param>
    /// <param name="status">How it ended.</param>
    public void AddRun(int number, RunEnd status) => (_runs[(int)status] ??= new RunSet()).Add(number);

    /// <summary>Adds runs that a summary counts.</summary>
    public void AddRuns(long completed, long failed, long abandoned)
    {
        AddRuns(RunEnd.Completed, completed);
        AddRuns(RunEnd.Failed, failed);
        AddRuns(RunEnd.Abandoned, abandoned);
    }

    /// <summary>Adds the counts of a row.</summary>
    /// <param name="passRate">Per cent; NaN where the row has none: then what went out got through.</param>
    public void AddRecords(long input, long output, double passRate, long errors)
    {
        AddCounts(input, output, errors);
        Entered = SaturatingMath.Add(Entered, input == 0 ? output : input);
        Passed += input == 0 ? 0 : double.IsFinite(passRate) ? input * (passRate / 100) : output;
    }

    public void AddTime(double seconds, double wallSeconds = 0)
    {
        Time += Known(seconds);
        WallTime += Known(wallSeconds);
    }

    /// <summary>Widens the range of the distribution; what can't be says nothing.</summary>
    public void AddRange(double min, double max)
    {
        Min = IsPossible(min) && !(min >= Min) ? min : Min;
        Max = IsPossible(max) && !(max <= Max) ? max : Max;
    }

    /// <summary>Adds a value to the distribution; one that is not known, or can't be, says nothing.</summary>
    public void AddValue(double seconds)
    {
        if (IsPossible(seconds))
        {
            AddRange(seconds, seconds);
            (_buckets ??= new BucketSum()).Add(seconds);
        }
    }

    /// <summary>Adds a row that has percentiles: its histogram must be added too.</summary>
    public void AddMeasured(double min, double max, ReadOnlySpan<char> method)
    {
        _measured++;
        AddRange(min, max);
        AddMethod(method);
    }

    /// <summary>Adds the histogram of such a row.</summary>
    /// <exception cref="MetricsException"><see cref="MetricsError.InvalidMetric"/>: not a histogram.</exception>
    public void AddHistogram(long scale, long zeroCount, ReadOnlySpan<long> indexes, ReadOnlySpan<long> counts)
    {
        AddBuckets(scale, zeroCount, indexes, counts);
        _histograms++;
    }

    /// <exception cref="MetricsException"><see cref="MetricsError.InvalidMetric"/>: not a histogram.</exception>
    public void AddBuckets(long scale, long zeroCount, ReadOnlySpan<long> indexes, ReadOnlySpan<long> counts) =>
        (_buckets ??= new BucketSum()).Add(scale, zeroCount, indexes, counts);

    public void AddPlace(long? stageIndex, long? operatorIndex)
    {
        StageIndex = Smaller(StageIndex, stageIndex);
        OperatorIndex = Smaller(OperatorIndex, operatorIndex);
    }

    /// <summary>Takes over what the method of a row says of its distribution.</summary>
    public void AddMethod(ReadOnlySpan<char> method) => HasBatches |= method is LatencyMethod.BatchMean;

    /// <summary>Makes the distribution unknown, for ever.</summary>
    public void LoseDistribution() => _isIncomplete = true;

    /// <summary>Adds figures of other rows: of the same scan, or of a summary.</summary>
    public void Add(SummaryAccumulator other)
    {
        for (int status = 0; status < _runs.Length; status++)
        {
            AddRuns((RunEnd)status, other._counts[status]);
            if (other._runs[status] is { } runs)
            {
                (_runs[status] ??= new RunSet()).Add(runs);
            }
        }

        AddCounts(other.Input, other.Output, other.Errors);
        Entered = SaturatingMath.Add(Entered, other.Entered);
        Passed += other.Passed;
        AddTime(other.Time, other.WallTime);
        AddRange(other.Min, other.Max);
        AddPlace(other.StageIndex, other.OperatorIndex);
        HasBatches |= other.HasBatches;
        _measured += other._measured;
        _histograms += other._histograms;
        _isIncomplete |= other._isIncomplete;
        if (other._buckets is not null)
        {
            (_buckets ??= new BucketSum()).Add(other._buckets);
        }
    }

    private void AddCounts(long input, long output, long errors)
    {
        Input = SaturatingMath.Add(Input, input);
        Output = SaturatingMath.Add(Output, output);
        Errors = SaturatingMath.Add(Errors, errors);
    }

    private long Count(RunEnd status) =>
        SaturatingMath.Add(_counts[(int)status], _runs[(int)status]?.Count ?? 0);

    private void AddRuns(RunEnd status, long count) =>
        _counts[(int)status] = SaturatingMath.Add(_counts[(int)status], count);

    private static bool IsPossible(double seconds) => seconds >= 0 && double.IsFinite(seconds);

    private static double Known(double seconds) => double.IsFinite(seconds) ? seconds : 0;

    private static long? Smaller(long? left, long? right) => left is null || right < left ? right ?? left : left;
}
