using MdfMetrics.Journal.Replay;
using MdfMetrics.Storage.Reading;

namespace MdfMetrics.Cmdlets.Completion;

/// <summary>Completes ids of runs that may be going on: those that have journals.</summary>
internal sealed class LiveRunIdCompleter : StoreCompleter
{
    private protected override IEnumerable<string> Names(MetricsReader store) =>
        JournalReader.OpenRunIds(store.StorePath).Order(StringComparer.OrdinalIgnoreCase);
}
