using System.Collections;
using System.Management.Automation;
using MdfMetrics.Cmdlets.Abstractions;
using MdfMetrics.Cmdlets.Measuring;
using MdfMetrics.Cmdlets.Session;
using MdfMetrics.Cmdlets.Views;
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
    SupportsShouldProcess = true,
    HelpUri = HelpPage.Address)]
[OutputType(typeof(RunHandle), typeof(RunMetrics), typeof(object))]
public sealed class StartMdfRunCommand : RunStartingCommand
{
    private const string ConfigPathSet = "ConfigPath";
    private const string ConfigurationSet = "Configuration";

    [Parameter(Position = 0)]
    public ScriptBlock? ScriptBlock { get; set; }

    [Parameter(ParameterSetName = ConfigPathSet)]
    [ValidateNotNullOrEmpty]
    public string? ConfigPath { get; set; }

    [Parameter(ParameterSetName = ConfigurationSet)]
    [ValidateNotNull]
    public IDictionary? Configuration { get; set; }

    [Parameter]
    public SwitchParameter PassThru { get; set; }

    [Parameter]
    public SwitchParameter ShowProgress { get; set; }

    private protected override void End()
    {
        MetricsRun run = Start();
        Session.Push(run);
        if (ScriptBlock is null)
        {
            if (ShowProgress)
            {
                WriteWarning("-ShowProgress needs a block: Start-MdfRun { … } or Enter-MdfStage { … } -ShowProgress.");
            }

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
            DotSourcedBlock.Run(this, block, ShowProgress && run.Options.Enabled ? new RunProgress(this, run) : null);
            return run.IsRunning ? EndRun(run, RunStatus.Completed, null) : null;
        }
        catch (ExitException e)
        {
            int code = LanguagePrimitives.TryConvertTo(e.Argument, out int number) ? number : 0;
            Abandon(run, code == 0 ? null : Invariant($"exit {code}"));
            throw;
        }
        catch (FlowControlException)
        {
            Abandon(run, null);
            throw;
        }
        catch (PipelineStoppedException)
        {
            Abandon(run, Stopping ? Interrupted : null);
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
            EndRun(run, error is null ? RunStatus.Completed : RunStatus.Failed, error, unwinding: true);
        }
    }

    /// <summary>Who watched the run's progress is told how it ended, as Write-Host would tell it.</summary>
    private RunMetrics? EndRun(MetricsRun run, string status, string? error, bool unwinding = false)
    {
        RunMetrics? metrics = StopRun(run, status, error, unwinding);
        if (ShowProgress && metrics is not null && !Stopping)
        {
            WriteInformation(
                new HostInformationMessage
                {
                    Message = $"Run {metrics.run_id} {metrics.status} in {Readable.Duration(metrics.duration)}: "
                        + $"{Readable.Number(metrics.total_input_records)} records in, "
                        + $"{Readable.Number(metrics.total_output_records)} out, "
                        + $"pass rate {Readable.Percent(metrics.pass_rate)}, "
                        + $"{Readable.Number(metrics.total_errors)} errors. Store: {run.StorePath}",
                },
                ["PSHOST"]);
        }

        return metrics;
    }

    private MetricsRun Start()
    {
        PipelineConfiguration configuration =
            ConfigPath is not null ? PipelineConfiguration.Load(FullPath(ConfigPath))
            : Configuration is not null ? PipelineConfiguration.FromDictionary(Plain(Configuration))
            : PipelineConfiguration.Default;
        return StartRun(configuration, store => ShouldProcess(store, "Record a run"));
    }
}
