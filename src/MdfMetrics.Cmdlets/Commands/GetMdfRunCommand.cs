using System.Management.Automation;
using MdfMetrics.Cmdlets.Abstractions;
using MdfMetrics.Cmdlets.Completion;
using MdfMetrics.Cmdlets.Filters;
using MdfMetrics.Cmdlets.Input;
using MdfMetrics.Journal.Replay;
using MdfMetrics.Storage.Reading;

namespace MdfMetrics.Cmdlets.Commands;

/// <summary>Get-MdfRun: lists the runs of a store, oldest first.</summary>
[Cmdlet(VerbsCommon.Get, "MdfRun", DefaultParameterSetName = StoredSet, HelpUri = HelpPage.Address)]
[OutputType(typeof(RunMetrics), ParameterSetName = [StoredSet])]
[OutputType(typeof(RunHandle), ParameterSetName = [CurrentSet])]
public sealed class GetMdfRunCommand : RunReadingCommand
{
    private const string StoredSet = "Stored";
    private const string CurrentSet = "Current";

    [Parameter(ParameterSetName = StoredSet)]
    [Alias("pipeline_name")]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(PipelineNameCompleter))]
    public string[]? PipelineName { get; set; }

    [Parameter(ParameterSetName = StoredSet)]
    [ValidateNotNull]
    public object? Since { get; set; }

    [Parameter(ParameterSetName = StoredSet)]
    [ValidateNotNull]
    public object? Until { get; set; }

    [Parameter(ParameterSetName = StoredSet)]
    [ValidateRange(1, int.MaxValue)]
    public int? Last { get; set; }

    [Parameter(ParameterSetName = StoredSet)]
    [ValidateSet(RunStatus.Running, RunStatus.Completed, RunStatus.Failed, RunStatus.Abandoned)]
    [ValidateNotNullOrEmpty]
    public string[]? Status { get; set; }

    [Parameter(ParameterSetName = StoredSet)]
    [Alias("tags")]
    [ValidateNotNullOrEmpty]
    public object? Tag { get; set; }

    [Parameter(ParameterSetName = CurrentSet, Mandatory = true)]
    public SwitchParameter Current { get; set; }

    private protected override void Process()
    {
        if (ParameterSetName == CurrentSet)
        {
            WriteObject(new RunHandle(Session.RequireRun(null)));
        }
        else if (MyInvocation.ExpectingInput && IsAsked(RunId))
        {
            List(RunId);
        }
    }

    private protected override void End()
    {
        if (ParameterSetName == StoredSet && !MyInvocation.ExpectingInput)
        {
            List(RunId);
        }
    }

    /// <summary>Runs that are not written yet come from the journals, and only where they are asked for.</summary>
    private protected override IEnumerable<RunMetrics> Source(string store, RunQuery query)
    {
        IEnumerable<RunMetrics> written = base.Source(store, query);
        return query.Statuses?.Overlaps([RunStatus.Running, RunStatus.Abandoned]) == true
            ? OrderedRuns.OldestFirst(
                written,
                new JournalReader(store, TimeProvider.System).ReadRuns(query, ReportFile, Cancellation),
                query.Last)
            : written;
    }

    private void List(string[]? ids)
    {
        foreach (RunMetrics run in ReadRuns(Query(), ids))
        {
            WriteObject(run);
        }

        if (IsVerbose)
        {
            ForEachStore(TellUnwritten);
        }
    }

    /// <summary>
    /// Journals are read for those only who want to know, and nobody waits for heartbeats of other machines.
    /// </summary>
    private void TellUnwritten(string store)
    {
        UnwrittenRuns runs = Status?.Length > 0
            ? default
            : new JournalReader(store, TimeProvider.System).CountUnwritten(static _ => { });
        if (runs != default)
        {
            WriteVerbose($"Not listed of the store '{store}': {runs.Live} running, {runs.Dead} dead, {runs.Unknown} of "
                + "other machines that may be either. -Status running, abandoned lists them; Restore-MdfRun writes "
                + "dead ones.");
        }
    }

    private bool IsVerbose => MyInvocation.BoundParameters.TryGetValue("Verbose", out object? given)
        ? given is SwitchParameter { IsPresent: true }
        : SessionState.PSVariable.GetValue("VerbosePreference") is not ActionPreference.SilentlyContinue;

    private RunQuery Query() => new()
    {
        SinceUtc = UserTime.Utc(Since),
        UntilUtc = UserTime.Utc(Until),
        Last = Last,
        PipelineMatches = new NameFilter(PipelineName).Test,
        Statuses = Status?.ToHashSet(StringComparer.OrdinalIgnoreCase),
        TagMatches = TagFilter.Create(Tag),
    };
}
