using MdfMetrics.Cmdlets.Session;
using MdfMetrics.Storage.Reading;

namespace MdfMetrics.Cmdlets.Completion;

/// <summary>Completes names of stages.</summary>
internal sealed class StageNameCompleter : StoreCompleter
{
    private protected override IEnumerable<string> Names(MetricsReader store)
    {
        IEnumerable<StageMetrics> live = RunspaceSession.Current.Run?.Collector.GetStageMetrics() ?? [];
        IEnumerable<StageMetrics> stored = Newest(store, NewestRuns)
            .SelectMany(run => store.ReadStages([run], null, static _ => { }));
        return live.Concat(stored).Select(row => row.stage_name);
    }
}
