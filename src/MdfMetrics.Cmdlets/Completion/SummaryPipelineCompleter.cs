using MdfMetrics.Storage.Reading;
using MdfMetrics.Summaries;
using MdfMetrics.Summaries.Periods;

namespace MdfMetrics.Cmdlets.Completion;

/// <summary>Completes names of pipelines that a summary has.</summary>
internal sealed class SummaryPipelineCompleter : StoreCompleter
{
    private protected override IEnumerable<string> Names(MetricsReader store) =>
        Enum.GetValues<SummaryPeriod>().SelectMany(period => new SummaryReader(store.StorePath)
            .ReadRuns(new SummaryQuery { Period = period }, static _ => { })
            .Select(static row => row.pipeline_name)
            .OfType<string>());
}
