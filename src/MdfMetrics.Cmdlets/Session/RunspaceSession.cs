using System.Management.Automation;
using System.Management.Automation.Language;
using System.Management.Automation.Runspaces;
using System.Runtime.CompilerServices;
using MdfMetrics.Collection;
using MdfMetrics.Runs;

namespace MdfMetrics.Cmdlets.Session;

/// <summary>
/// What is current in one runspace: its runs (a stack: the last one started or joined), its stage of each run, and the
/// run last stopped. A runspace runs one pipeline at a time, so nothing here is locked.
/// </summary>
internal sealed class RunspaceSession
{
    private static readonly ConditionalWeakTable<Runspace, RunspaceSession> s_sessions = [];

    private const string StoreVariable = "MDF_METRICS_PATH";

    private readonly List<LiveRun> _runs = [];
    private readonly ConditionalWeakTable<LiveRun, StageScope> _stages = [];

    /// <summary>The session of the runspace that the calling thread works for.</summary>
    public static RunspaceSession Current => Of(Runspace.DefaultRunspace);

    /// <summary>
    /// Blocks compiled as filters, by their syntax tree: a script measures the same block many times.
    /// </summary>
    public ConditionalWeakTable<Ast, ScriptBlock> Filters { get; } = [];

    /// <summary>
    /// This runspace's copy of a script of ours: a script block belongs for good to the runspace that first runs it.
    /// </summary>
    public ScriptBlock Own(ScriptBlock shared) =>
        Filters.GetValue(shared.Ast, static ast => ((ScriptBlockAst)ast).GetScriptBlock());

    /// <summary>The operator whose error was counted last.</summary>
    public OperatorRecorder? LastError { get; set; }

    public RunMetrics? LastStopped { get; set; }

    /// <summary>Where the block that is running here shows how far it is; null where nobody asked.</summary>
    public RunProgress? Progress { get; set; }

    /// <summary>The current run, or null. Runs that another runspace stopped meanwhile are no longer current.</summary>
    public LiveRun? Run
    {
        get
        {
            _runs.RemoveAll(run => !run.IsRunning);
            return _runs.Count == 0 ? null : _runs[^1];
        }
    }

    /// <summary>The store when none is given: the current run's, else the environment's, else ./metrics.</summary>
    public string DefaultStore =>
        Run?.StorePath
        ?? (Environment.GetEnvironmentVariable(StoreVariable) is { Length: > 0 } path ? path : "metrics");

    public static RunspaceSession Of(Runspace runspace) => s_sessions.GetOrCreateValue(runspace);

    public void Push(LiveRun run) => _runs.Add(run);

    public void Remove(LiveRun run) => _runs.Remove(run);

    /// <summary>The stage of the run that is open in this runspace, or null.</summary>
    public StageScope? StageOf(LiveRun run) =>
        _stages.TryGetValue(run, out StageScope? stage) && stage.IsOpen ? stage : null;

    /// <summary>The run given, or the current one.</summary>
    /// <exception cref="MetricsException">NoCurrentRun, RunStopped.</exception>
    public LiveRun RequireRun(RunHandle? given)
    {
        LiveRun run = given?.Run ?? Run ?? throw new MetricsException(
            MetricsError.NoCurrentRun,
            "No run is current in this runspace. Start one with Start-MdfRun, join one with "
                + "Connect-MdfRun, or pass one with -Run.");
        return run.IsRunning ? run : throw run.AlreadyStopped();
    }

    /// <summary>The stage given, else the one open here, else the one open on the run.</summary>
    /// <exception cref="MetricsException">StageNotEntered.</exception>
    public string RequireStage(LiveRun run, string? given) =>
        given ?? StageOf(run)?.Name ?? run.Collector.OpenStage ?? throw new MetricsException(
            MetricsError.StageNotEntered,
            $"No stage of the run '{run.RunId}' is open. Enter one with Enter-MdfStage, or name one with -StageName.",
            run.RunId);

    public void SetStage(LiveRun run, StageScope stage) => _stages.AddOrUpdate(run, stage);
}
