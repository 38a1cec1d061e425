using MdfMetrics.Reports.Data;

namespace MdfMetrics.Reports.Facts;

/// <summary>The stages and operators of a run, each beside its usual self.</summary>
internal sealed class RunFacts
{
    private const double LeastShare = 0.01;

    private readonly ILookup<(string Stage, string Operator), OperatorMetrics> _before;
    private readonly ILookup<(string Stage, string Operator), double> _usualTimes;
    private readonly ILookup<string, double> _usualWalls;
    private readonly HashSet<string> _ambiguous;
    private readonly List<OperatorFacts> _operators = [];

    public RunFacts(RunEvidence evidence)
    {
        Evidence = evidence;
        _before = evidence.References.SelectMany(evidence.Rows.Operators).ToLookup(Key);
        _usualTimes = evidence.References
            .SelectMany(run => evidence.Rows.Workers(run).GroupBy(Key))
            .ToLookup(rows => rows.Key, OperatorFacts.Slowest);
        _usualWalls = evidence.References
            .SelectMany(evidence.Rows.Stages)
            .ToLookup(stage => stage.stage_name, StageFacts.Seconds);
        IReadOnlyList<OperatorMetrics> rows = evidence.Rows.Operators(evidence.Run);
        _ambiguous = [.. rows
            .GroupBy(row => row.operator_name)
            .Where(same => same.Count() > 1)
            .Select(same => same.Key)];
        ILookup<string, OperatorMetrics> merged = rows.ToLookup(row => row.stage_name);
        ILookup<(string, string), OperatorMetrics> workers = evidence.Rows.Workers(evidence.Run).ToLookup(Key);
        Stages = [.. evidence.Rows.Stages(evidence.Run)
            .Select((row, index) => Stage(index, row, merged[row.stage_name], workers))];
        Missing = [.. evidence.Compared.Missing
            .Where(row => row.operator_name is null)
            .Select(row => row.stage_name!)
            .OrderBy(PlaceBefore)];
    }

    public RunEvidence Evidence { get; }

    public RunMetrics Run => Evidence.Run;

    public IReadOnlyList<StageFacts> Stages { get; }

    public IReadOnlyList<OperatorFacts> Operators => _operators;

    /// <summary>The stages that most of the reference runs have and this one has not, in their order.</summary>
    public IReadOnlyList<string> Missing { get; }

    /// <summary>The operator whose slowest worker was busy for the longest.</summary>
    public OperatorFacts? Bottleneck => _operators.Where(step => step.Time > 0).MaxBy(step => step.Time);

    /// <summary>Those that are slower than usual, that which cost the most first.</summary>
    public IEnumerable<OperatorFacts> Slower => _operators
        .Where(step => step.IsSlower)
        .OrderByDescending(step => step.Extra);

    /// <summary>The slower operators that cost time which the run's duration shows.</summary>
    public IEnumerable<OperatorFacts> Costly => Slower.Where(step =>
        step.Speed == FigureVerdict.Worse && step.Extra > 0 && !(step.Extra < LeastShare * Run.duration));

    /// <summary>Median seconds that a stage is open in the reference runs; NaN where none has it.</summary>
    public double UsualWall(string stage) => MedianOf(_usualWalls[stage]);

    /// <summary>The median of what is known; NaN where nothing is.</summary>
    public static double MedianOf(IEnumerable<double> values)
    {
        double[] known = [.. values.Where(double.IsFinite).Order()];
        return known.Length > 0 ? Median.OfSorted(known) : double.NaN;
    }

    private static (string Stage, string Operator) Key(OperatorMetrics row) => (row.stage_name, row.operator_name);

    private StageFacts Stage(
        int index,
        StageMetrics row,
        IEnumerable<OperatorMetrics> merged,
        ILookup<(string, string), OperatorMetrics> workers)
    {
        OperatorFacts[] steps = [.. merged.Select((step, i) => new OperatorFacts(Evidence.Compared)
        {
            Index = _operators.Count + i,
            Stage = index,
            Row = step,
            Label = _ambiguous.Contains(step.operator_name)
                ? $"{step.stage_name} / {step.operator_name}"
                : step.operator_name,
            Workers = [.. workers[Key(step)]],
            Before = [.. _before[Key(step)]],
            UsualTime = MedianOf(_usualTimes[Key(step)]),
        })];
        _operators.AddRange(steps);
        return new StageFacts
        {
            Index = index,
            Row = row,
            UsualWall = UsualWall(row.stage_name),
            Operators = steps,
            Throughput = FigureVerdict.Of(Evidence.Compared.OfStage(row.stage_name, "avg_throughput")),
        };
    }

    private long PlaceBefore(string stage) => Evidence.References
        .SelectMany(Evidence.Rows.Stages)
        .Where(row => row.stage_name == stage)
        .Max(row => row.stage_index ?? long.MaxValue);
}
