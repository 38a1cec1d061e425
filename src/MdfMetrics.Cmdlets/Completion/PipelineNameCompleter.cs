using MdfMetrics.Cmdlets.Session;
using MdfMetrics.Storage.Reading;

namespace MdfMetrics.Cmdlets.Completion;

/// <summary>Completes names of pipelines: of all runs, since one that runs once a month is hidden by no other.</summary>
internal sealed class PipelineNameCompleter : StoreCompleter
{
    private protected override IEnumerable<string> Names(MetricsReader store) =>
        Runs(store, new RunQuery())
            .Select(run => run.pipeline_name)
            .Append(RunspaceSession.Current.Run?.PipelineName)
            .OfType<string>()
            .Order(StringComparer.OrdinalIgnoreCase);
}
