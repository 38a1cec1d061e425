using MdfMetrics.Storage.Reading;
using MdfMetrics.Summaries;
using MdfMetrics.Summaries.Periods;

namespace MdfMetrics.Cmdlets.Completion;

/// <summary>Completes names of stages that a summary has.</summary>
internal sealed class SummaryStageCompleter : StoreCompleter
{
    private protected override IEnumerable<string> Names(MetricsReader store) =>
        Enum.GetValues<SummaryPeriod>().SelectMany(period => new SummaryReader(store.StorePath)
            .ReadStages(new SummaryQuery { Period = period }, static _ => { })
            .Select(static row => row.stage_name));
}
