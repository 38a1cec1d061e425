using MdfMetrics.Cmdlets.Session;
using MdfMetrics.Storage.Reading;

namespace MdfMetrics.Cmdlets.Completion;

/// <summary>Completes names of operators.</summary>
internal sealed class OperatorNameCompleter : StoreCompleter
{
    private protected override IEnumerable<string> Names(MetricsReader store)
    {
        IEnumerable<OperatorMetrics> live = RunspaceSession.Current.Run?.Collector.GetOperatorMetrics() ?? [];
        IEnumerable<OperatorMetrics> stored = Newest(store, NewestRuns)
            .SelectMany(run => store.ReadOperatorFigures([run], null, null, static _ => { }));
        return live.Concat(stored).Select(row => row.operator_name);
    }
}
