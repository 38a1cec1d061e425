using MdfMetrics.Storage.Reading;
using MdfMetrics.Summaries;
using MdfMetrics.Summaries.Periods;

namespace MdfMetrics.Cmdlets.Completion;

/// <summary>Completes names of operators that a summary has.</summary>
internal sealed class SummaryOperatorCompleter : StoreCompleter
{
    private protected override IEnumerable<string> Names(MetricsReader store) =>
        Enum.GetValues<SummaryPeriod>().SelectMany(period => new SummaryReader(store.StorePath)
            .ReadOperators(new SummaryQuery { Period = period }, static _ => { })
            .Select(static row => row.operator_name));
}
