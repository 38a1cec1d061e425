using System.Management.Automation;
using MdfMetrics.Cmdlets.Abstractions;
using MdfMetrics.Cmdlets.Completion;
using MdfMetrics.Cmdlets.Errors;
using MdfMetrics.Cmdlets.Filters;
using MdfMetrics.Cmdlets.Input;
using MdfMetrics.Runs;
using MdfMetrics.Storage.Layout;

namespace MdfMetrics.Cmdlets.Commands;

/// <summary>Restore-MdfRun: writes what dead runs left in their journals.</summary>
[Cmdlet(
    VerbsData.Restore,
    "MdfRun",
    DefaultParameterSetName = RunIdSet,
    SupportsShouldProcess = true,
    HelpUri = HelpPage.Address)]
[OutputType(typeof(RunMetrics))]
public sealed class RestoreMdfRunCommand : StorePathCommand
{
    private const string RunIdSet = "RunId";
    private const string AllSet = "All";

    private readonly List<(string Store, string Id)> _runs = [];

    [Parameter(
        ParameterSetName = RunIdSet,
        Mandatory = true,
        Position = 0,
        ValueFromPipeline = true,
        ValueFromPipelineByPropertyName = true)]
    [Alias("run_id", "Id")]
    [SupportsWildcards]
    [NoItem]
    [ArgumentCompleter(typeof(LiveRunIdCompleter))]
    public string[] RunId { get; set; } = [];

    [Parameter(ParameterSetName = AllSet, Mandatory = true)]
    public SwitchParameter All { get; set; }

    [Parameter]
    public SwitchParameter Force { get; set; }

    private protected override void Process()
    {
        foreach (string store in Stores())
        {
            IEnumerable<string> ids = All ? Find(store) : RunId.SelectMany(id => Matching(store, id));
            _runs.AddRange(ids.Select(id => (store, id)));
        }
    }

    /// <summary>All of a store together, so that the heartbeats of other machines are watched at once.</summary>
    private protected override void End()
    {
        foreach (IGrouping<string, string> store in _runs.GroupBy(run => run.Store, run => run.Id))
        {
            string[] ids = [.. store
                .DistinctBy(MdfMetrics.RunId.Key, StringComparer.OrdinalIgnoreCase)
                .Where(id => ShouldProcess(store.Key, $"Restore the run '{id}'"))];
            foreach (RestoredRun restored in Restorer(store.Key).Restore(ids, Force, ReportFile, Cancellation))
            {
                Report(restored);
            }
        }
    }

    private RunRestorer Restorer(string store) =>
        new(store, TimeProvider.System) { Progress = BeginProgress("Restoring runs of", store) };

    /// <summary>A store that is not there has no journals either, and would look well.</summary>
    private IReadOnlyList<string> Find(string store)
    {
        try
        {
            StoreLayout.Require(store);
            return Restorer(store).Find(ReportFile);
        }
        catch (MetricsException e) when (e.Error == MetricsError.StoreNotFound)
        {
            ReportMissing(e);
            return [];
        }
    }

    private IEnumerable<string> Matching(string store, string id)
    {
        if (!WildcardPattern.ContainsWildcardCharacters(id))
        {
            return [id];
        }

        return Find(store).Where(Wildcard.Get(id));
    }

    private void Report(RestoredRun restored)
    {
        if (restored.Run is not null)
        {
            WriteObject(restored.Run);
        }
        else if (All && restored.Error is { Error: MetricsError.RunIsLive } live)
        {
            WriteVerbose(live.Message);
        }
        else if (restored.Error is { } error)
        {
            WriteError(error.ToErrorRecord());
        }
    }
}
