using MdfMetrics.Storage.Reading;

namespace MdfMetrics.Cmdlets.Completion;

/// <summary>Completes run ids, the newest first.</summary>
internal sealed class RunIdCompleter : StoreCompleter
{
    private const int MostIds = 200;

    private protected override IEnumerable<string> Names(MetricsReader store) =>
        Newest(store, MostIds).Select(run => run.run_id);
}
