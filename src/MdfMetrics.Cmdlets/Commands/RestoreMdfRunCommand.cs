using System.Management.Automation;
using MdfMetrics.Cmdlets.Abstractions;
using MdfMetrics.Cmdlets.Errors;
using MdfMetrics.Runs;

namespace MdfMetrics.Cmdlets.Commands;

/// <summary>Restore-MdfRun: writes what dead runs left in their journals.</summary>
[Cmdlet(VerbsData.Restore, "MdfRun", DefaultParameterSetName = RunIdSet, SupportsShouldProcess = true)]
[OutputType(typeof(RunMetrics))]
public sealed class RestoreMdfRunCommand : StorePathCommand
{
    private const string RunIdSet = "RunId";
    private const string AllSet = "All";

    [Parameter(
        ParameterSetName = RunIdSet,
        Mandatory = true,
        Position = 0,
        ValueFromPipeline = true,
        ValueFromPipelineByPropertyName = true)]
    [Alias("run_id", "Id")]
    [SupportsWildcards]
    public string[] RunId { get; set; } = [];

    [Parameter(ParameterSetName = AllSet, Mandatory = true)]
    public SwitchParameter All { get; set; }

    [Parameter]
    public SwitchParameter Force { get; set; }

    private protected override void Process()
    {
        foreach (string store in Stores())
        {
            var restorer = new RunRestorer(store, TimeProvider.System);
            foreach (string id in All ? restorer.Find(ReportFile) : RunId.SelectMany(id => Matching(restorer, id)))
            {
                Restore(restorer, store, id);
            }
        }
    }

    private IEnumerable<string> Matching(RunRestorer restorer, string id)
    {
        if (!WildcardPattern.ContainsWildcardCharacters(id))
        {
            return [id];
        }

        WildcardPattern pattern = WildcardPattern.Get(id, WildcardOptions.IgnoreCase);
        return restorer.Find(ReportFile).Where(pattern.IsMatch);
    }

    private void Restore(RunRestorer restorer, string store, string id)
    {
        if (!ShouldProcess(store, $"Restore the run '{id}'"))
        {
            return;
        }

        try
        {
            if (restorer.Restore(id, Force, ReportFile, Cancellation) is { } run)
            {
                WriteObject(run);
            }
        }
        catch (MetricsException e) when (All && e.Error == MetricsError.RunIsLive)
        {
            WriteVerbose(e.Message);
        }
        catch (MetricsException e)
        {
            WriteError(e.ToErrorRecord());
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            WriteError(new ErrorRecord(e, nameof(MetricsError.StoreNotWritable), ErrorCategory.WriteError, id));
        }
    }
}
