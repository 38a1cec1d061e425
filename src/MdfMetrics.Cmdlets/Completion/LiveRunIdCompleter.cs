using MdfMetrics.Journal.Replay;
using MdfMetrics.Storage.Reading;

namespace MdfMetrics.Cmdlets.Completion;

/// <summary>Completes ids of runs that may be going on, or be dead and not written: those that have journals.</summary>
internal sealed class LiveRunIdCompleter : StoreCompleter
{
    private protected override IEnumerable<string> Names(MetricsReader store) =>
        JournalReader.OpenRunIds(store.StorePath).Order(StringComparer.OrdinalIgnoreCase);
}
