using System.Management.Automation;
using MdfMetrics.Cmdlets.Completion;
using MdfMetrics.Storage;

namespace MdfMetrics.Cmdlets.Abstractions;

/// <summary>
/// Base of Get-MdfStageMetric and Get-MdfOperatorMetric: the rows of runs, from memory or from stores.
/// </summary>
public abstract class MetricCommand : StoreCommand
{
    /// <summary>A run; one that was just stopped brings its rows along.</summary>
    [Parameter(ValueFromPipeline = true)]
    public RunMetrics? InputObject { get; set; }

    /// <summary>A run that is still going: its figures so far.</summary>
    [Parameter(ValueFromPipeline = true)]
    public RunHandle? Run { get; set; }

    /// <summary>Only the rows of these stages; wildcards.</summary>
    [Parameter]
    [Alias("stage_name")]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(StageNameCompleter))]
    public string[]? StageName { get; set; }

    private protected NameFilter StageFilter { get; private set; } = null!;

    private protected override void Begin() => StageFilter = new NameFilter(StageName);

    private protected override void Process()
    {
        if ((Run?.Run.Collector.GetRunMetrics() ?? InputObject) is { Stages: not null, Operators: not null } live)
        {
            WriteLive(live);
            return;
        }

        if (MyInvocation.ExpectingInput && RunId is null)
        {
            return;
        }

        foreach (RunMetrics run in ReadRuns(new RunQuery(), RunId))
        {
            WriteStored(run);
        }
    }

    private protected abstract void WriteLive(RunMetrics run);

    private protected abstract void WriteStored(RunMetrics run);
}
