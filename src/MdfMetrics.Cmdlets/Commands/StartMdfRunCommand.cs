using System.Collections;
using System.Management.Automation;
using MdfMetrics.Cmdlets.Abstractions;
using MdfMetrics.Cmdlets.Instrumentation;
using MdfMetrics.Configuration;
using MdfMetrics.Runs;

namespace MdfMetrics.Cmdlets.Commands;

/// <summary>
/// Start-MdfRun: starts a run and makes it current; with a block, runs it and stops the run in every case.
/// </summary>
[Cmdlet(
    VerbsLifecycle.Start,
    "MdfRun",
    DefaultParameterSetName = ConfigPathSet,
    SupportsShouldProcess = true)]
[OutputType(typeof(RunHandle), typeof(RunMetrics))]
public sealed class StartMdfRunCommand : RecordingCommand
{
    private const string ConfigPathSet = "ConfigPath";
    private const string ConfigurationSet = "Configuration";

    [Parameter(Position = 0)]
    public ScriptBlock? ScriptBlock { get; set; }

    [Parameter]
    [Alias("run_id")]
    public string? RunId { get; set; }

    [Parameter(ParameterSetName = ConfigPathSet)]
    [ValidateNotNullOrEmpty]
    public string? ConfigPath { get; set; }

    [Parameter(ParameterSetName = ConfigurationSet)]
    [ValidateNotNull]
    public IDictionary? Configuration { get; set; }

    [Parameter]
    [Alias("OutputPath", "output_path")]
    [ValidateNotNullOrEmpty]
    public string? Path { get; set; }

    [Parameter]
    [Alias("tags")]
    public IDictionary? Tag { get; set; }

    [Parameter]
    public SwitchParameter PassThru { get; set; }

    private protected override void End()
    {
        MetricsRun run = Start();
        Session.Push(run);
        if (ScriptBlock is null)
        {
            WriteObject(new RunHandle(run));
            return;
        }

        RunMetrics? metrics = RunBlock(run, ScriptBlock);
        if (PassThru && metrics is not null)
        {
            WriteObject(metrics);
        }
    }

    /// <summary>
    /// The exception goes on by a bare throw: ThrowTerminatingError would end one statement only, and the script would
    /// go on and exit with 0.
    /// </summary>
    private RunMetrics? RunBlock(MetricsRun run, ScriptBlock block)
    {
        try
        {
            BlockForm.Run(this, block);
            return run.IsRunning ? StopRun(run, RunStatus.Completed, null) : null;
        }
        catch (ExitException e)
        {
            int code = LanguagePrimitives.TryConvertTo(e.Argument, out int number) ? number : 0;
            Abandon(run, code == 0 ? null : $"exit {code}");
            throw;
        }
        catch (FlowControlException)
        {
            Abandon(run, null);
            throw;
        }
        catch (PipelineStoppedException)
        {
            Abandon(run, Stopping ? "Interrupted (Ctrl+C)." : null);
            throw;
        }
        catch (Exception e)
        {
            Abandon(run, e.Message);
            throw;
        }
    }

    private void Abandon(MetricsRun run, string? error)
    {
        if (run.IsRunning)
        {
            StopRun(run, error is null ? RunStatus.Completed : RunStatus.Failed, error, unwinding: true);
        }
    }

    private MetricsRun Start()
    {
        PipelineConfiguration configuration =
            ConfigPath is not null ? PipelineConfiguration.Load(FullPath(ConfigPath))
            : Configuration is not null ? PipelineConfiguration.FromDictionary(Plain(Configuration))
            : PipelineConfiguration.Default;
        foreach (string warning in configuration.Warnings)
        {
            WriteWarning(warning);
        }

        string store = StorePath(Path, configuration.Options);
        var run = new MetricsRun(
            RunId,
            store,
            configuration,
            Tag is null ? null : Plain(Tag),
            Origin(),
            TimeProvider.System)
        {
            IsDryRun = configuration.Options.Enabled && !ShouldProcess(store, "Record a run"),
        };
        Expect(run);
        run.Begin();
        WarnOfJournal(run);
        return run;
    }

    private static IDictionary Plain(IDictionary dictionary) => (IDictionary)CustomMetrics.Unwrap(dictionary)!;

    private RunOrigin Origin()
    {
        var versions = SessionState.PSVariable.GetValue("PSVersionTable") as IDictionary;
        string script = MyInvocation.ScriptName;
        return new RunOrigin(
            SessionState.Path.CurrentFileSystemLocation.ProviderPath,
            string.IsNullOrEmpty(script) ? null : script,
            versions?["PSVersion"]?.ToString() ?? Host.Version.ToString(),
            typeof(StartMdfRunCommand).Assembly.GetName().Version!.ToString(3));
    }
}
