using System.Management.Automation;
using MdfMetrics.Cmdlets.Abstractions;
using MdfMetrics.Cmdlets.Completion;
using MdfMetrics.Cmdlets.Filters;
using MdfMetrics.Cmdlets.Input;
using MdfMetrics.Cmdlets.Measuring;
using MdfMetrics.Cmdlets.Watching;
using MdfMetrics.Storage.Layout;
using MdfMetrics.Storage.Reading;
using MdfMetrics.Watching;

namespace MdfMetrics.Cmdlets.Commands;

/// <summary>Watch-MdfRun: follows live runs, of any process, until they end.</summary>
[Cmdlet(VerbsCommon.Watch, "MdfRun", HelpUri = HelpPage.Address)]
[OutputType(typeof(RunChange))]
public sealed class WatchMdfRunCommand : StorePathCommand
{
    private readonly Dictionary<string, List<string>> _wanted = new(StringComparer.Ordinal);
    private readonly List<MetricsException> _unread = [];
    private RunMetrics? _reference;
    private bool _hasScreen;

    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("run_id", "Id")]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    [NoItem]
    [ArgumentCompleter(typeof(LiveRunIdCompleter))]
    public string[]? RunId { get; set; }

    [Parameter]
    [Alias("pipeline_name")]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(PipelineNameCompleter))]
    public string[]? PipelineName { get; set; }

    [Parameter]
    [ValidateRange(0.1, 3600.0)]
    public double Interval { get; set; } = 1;

    [Parameter]
    [ArgumentCompleter(typeof(RunIdCompleter))]
    public PSObject? Reference { get; set; }

    [Parameter]
    public SwitchParameter All { get; set; }

    private protected override void Begin()
    {
        _reference = Reference is null
            ? null
            : GivenRun.Find(
                Reference,
                (query, itsStore) => Stores(itsStore).SelectMany(store => Read(store, query)));
        _hasScreen = !Console.IsOutputRedirected && Host.UI.SupportsVirtualTerminal && EnginePipes.EndAtHost(this);
    }

    private protected override void Process()
    {
        if (IsAsked(RunId))
        {
            foreach (string store in Stores().Select(StoreLayout.FullPath))
            {
                _wanted.TryAdd(store, []);
                _wanted[store].AddRange(RunId ?? []);
            }
        }
    }

    private protected override void End()
    {
        StoreWatch[] watches = [.. _wanted.Keys.Where(IsThere).Select(Watch)];
        if (watches.Length > 0)
        {
            try
            {
                using IWatchDisplay display = Display();
                Follow(watches, display);
            }
            finally
            {
                _hasScreen = false;
            }

            _unread.ForEach(ReportFile);
        }
    }

    private void Follow(StoreWatch[] watches, IWatchDisplay display)
    {
        Array.ForEach(watches, watch => watch.Discover());
        if (!All)
        {
            display.Show([.. Ended(watches)]);
        }

        while (All || !Array.TrueForAll(watches, watch => watch.IsOver))
        {
            display.Show([.. watches.SelectMany(watch => watch.Look())]);
            if (All || !Array.TrueForAll(watches, watch => watch.IsOver))
            {
                Cancellation.WaitHandle.WaitOne(TimeSpan.FromSeconds(Interval));
                Cancellation.ThrowIfCancellationRequested();
            }

            if (All)
            {
                Array.ForEach(watches, watch => watch.Discover());
            }
        }
    }

    /// <summary>The runs that are named and have ended: there is nothing to wait for.</summary>
    private IEnumerable<RunPicture> Ended(StoreWatch[] watches)
    {
        var named = watches.Select(watch => (watch.Store, Filter(watch.Store).ExactIds)).ToArray();
        var found = new HashSet<string>(
            watches.SelectMany(watch => watch.Followed).Select(MdfMetrics.RunId.Key),
            StringComparer.OrdinalIgnoreCase);
        foreach ((string store, IReadOnlyList<string> ids) in named.Where(one => one.ExactIds.Count > 0))
        {
            foreach (RunMetrics run in Read(store, new RunQuery { ExactIds = ids }).Where(run => IsOfPipeline(run)))
            {
                found.Add(MdfMetrics.RunId.Key(run.run_id));
                yield return new RunPicture { Run = run };
            }
        }

        string[] missing = [.. named.SelectMany(one => one.ExactIds).Distinct()
            .Where(id => !found.Contains(MdfMetrics.RunId.Key(id)))];
        Array.ForEach(missing, id => Report(GivenRun.NotFound(id)));
        if (found.Count == 0 && missing.Length == 0)
        {
            WriteWarning($"No run is live in {string.Join(", ", watches.Select(watch => $"'{watch.Store}'"))} that is "
                + "asked for. -All waits for runs to come; Get-MdfRun lists those that have ended.");
        }
    }

    private IWatchDisplay Display() => _hasScreen
        ? new ScreenDisplay(
            Host.UI.WriteLine,
            () => SessionState.PSVariable.GetValue("PSStyle"),
            All ? "No run is live. Waiting for the next one; Ctrl+C ends." : null)
        : new ChangeDisplay(WriteObject, TimeProvider.System);

    private StoreWatch Watch(string store) => new(
        store,
        Filter(store).Apply(new RunQuery { PipelineMatches = new NameFilter(PipelineName).Test }),
        TimeProvider.System,
        Report,
        Cancellation)
    {
        Reference = _reference,
    };

    private RunIdFilter Filter(string store) => RunIdFilter.Create(_wanted[store]);

    private bool IsOfPipeline(RunMetrics run) => new NameFilter(PipelineName).IsMatch(run.pipeline_name);

    /// <summary>A store that nobody named need not be there yet for -All.</summary>
    private bool IsThere(string store)
    {
        if (Directory.Exists(store))
        {
            return true;
        }

        ReportMissing(new MetricsException(
            MetricsError.StoreNotFound,
            $"There is no store '{store}'. Give the folder that the runs are written to.",
            store));
        return All && Path is null && LiteralPath is null;
    }

    private IEnumerable<RunMetrics> Read(string store, RunQuery query) =>
        new MetricsReader(store).ReadRuns(query, Report, Cancellation);

    /// <summary>What can't be read is told at once, but not into the screen that is drawn on.</summary>
    private void Report(MetricsException error)
    {
        if (_hasScreen)
        {
            _unread.Add(error);
        }
        else
        {
            ReportFile(error);
        }
    }
}
