using System.Management.Automation;
using MdfMetrics.Cmdlets.Completion;
using MdfMetrics.Cmdlets.Filters;
using MdfMetrics.Cmdlets.Input;
using MdfMetrics.Storage.Reading;

namespace MdfMetrics.Cmdlets.Abstractions;

/// <summary>
/// Base of Get-MdfStageMetric and Get-MdfOperatorMetric: the rows of runs, from memory or from stores.
/// </summary>
public abstract class MetricCommand : RunReadingCommand
{
    /// <summary>The rows of many runs are found together faster than run by run.</summary>
    private const int MostWaiting = 256;

    private readonly List<RunMetrics> _waiting = [];
    private RunQuery _query = null!;
    private RunSelection _selection = null!;

    [Parameter(ValueFromPipeline = true)]
    public RunMetrics? InputObject { get; set; }

    [Parameter(ValueFromPipeline = true)]
    public RunHandle? Run { get; set; }

    [Parameter]
    [Alias("pipeline_name")]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(PipelineNameCompleter))]
    public string[]? PipelineName { get; set; }

    [Parameter]
    [Alias("stage_name")]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(StageNameCompleter))]
    public string[]? StageName { get; set; }

    [Parameter]
    [ValidateNotNull]
    public object? Since { get; set; }

    [Parameter]
    [ValidateNotNull]
    public object? Until { get; set; }

    [Parameter]
    [ValidateRange(1, int.MaxValue)]
    public int? Last { get; set; }

    private protected NameFilter StageFilter { get; private set; } = null!;

    private protected override void Begin()
    {
        this.RequireValue(nameof(InputObject), "the store is read");
        this.RequireValue(nameof(Run), "the store is read");
        StageFilter = new NameFilter(StageName);
        _query = new RunQuery
        {
            SinceUtc = UserTime.Utc(Since),
            UntilUtc = UserTime.Utc(Until),
            Last = Last,
            PipelineMatches = new NameFilter(PipelineName).Test,
        };
        _selection = new RunSelection(_query);
    }

    private protected override void Process()
    {
        if ((Run?.Run.GetRunMetrics() ?? InputObject) is { Stages: not null, Operators: not null } live)
        {
            Flush();
            if (_selection.Accepts(live))
            {
                WriteLive(live);
            }
        }
        else if (InputObject is { store.Length: > 0 } stored)
        {
            if (_selection.Accepts(stored))
            {
                Add(stored);
            }
        }
        else if (IsAsked(RunId))
        {
            foreach (RunMetrics run in ReadRuns(_query, RunId))
            {
                Add(run);
            }
        }
    }

    private protected override void End() => Flush();

    private protected abstract void WriteLive(RunMetrics run);

    private protected abstract void WriteStored(MetricsReader reader, IReadOnlyList<RunMetrics> runs);

    private void Add(RunMetrics run)
    {
        if (_waiting.Count == MostWaiting || (_waiting.Count > 0 && _waiting[0].store != run.store))
        {
            Flush();
        }

        _waiting.Add(run);
    }

    private void Flush()
    {
        if (_waiting.Count > 0)
        {
            WriteStored(new MetricsReader(_waiting[0].store!), _waiting);
            _waiting.Clear();
        }
    }
}
