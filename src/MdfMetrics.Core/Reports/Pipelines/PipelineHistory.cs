using MdfMetrics.Comparison;

namespace MdfMetrics.Reports.Pipelines;

/// <summary>The runs of one pipeline, and what Compare-MdfRun says of each beside those before it.</summary>
internal sealed class PipelineHistory
{
    private const int MostReferences = 10;
    private const int FewestReferences = 3;

    private readonly Dictionary<string, IReadOnlyList<RunComparison>> _compared = [];

    /// <param name="runs">The oldest first; at least one.</param>
    public PipelineHistory(IReadOnlyList<RunMetrics> runs)
    {
        Runs = runs;
        Completed = [.. runs.Where(run => run.status == RunStatus.Completed)];
        var before = new Queue<RunMetrics>();
        foreach (RunMetrics run in Completed)
        {
            if (before.Count >= FewestReferences)
            {
                _compared[run.run_id] = RunComparer.CompareFigures([.. before.Reverse()], run);
            }

            before.Enqueue(run);
            if (before.Count > MostReferences)
            {
                before.Dequeue();
            }
        }
    }

    public string? Name => Runs[0].pipeline_name;

    /// <summary>All of them, the oldest first.</summary>
    public IReadOnlyList<RunMetrics> Runs { get; }

    public RunMetrics Newest => Runs[^1];

    public IReadOnlyList<RunMetrics> Completed { get; }

    public IReadOnlyList<RunMetrics> NotCompleted =>
        [.. Runs.Where(run => run.status is RunStatus.Failed or RunStatus.Abandoned)];

    /// <summary>The completed runs without a record.</summary>
    public IReadOnlyList<RunMetrics> Empty => [.. Completed.Where(run => run.total_input_records == 0)];

    /// <summary>The completed runs of which a figure is worse than in those before them.</summary>
    public IReadOnlyList<RunMetrics> Worse(string metric) => [.. Completed.Where(run => IsWorse(run, metric))];

    public bool IsWorse(RunMetrics run, string metric) => _compared.GetValueOrDefault(run.run_id)
        ?.Any(row => row.metric == metric && row.verdict == RunVerdict.Worse) == true;
}
