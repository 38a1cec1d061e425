using System.Management.Automation;
using System.Runtime.ExceptionServices;
using MdfMetrics.Cmdlets.Abstractions;
using MdfMetrics.Cmdlets.Pipelines;
using MdfMetrics.Cmdlets.Pipelines.Planning;
using MdfMetrics.Configuration;
using MdfMetrics.Pipelines;
using MdfMetrics.Runs;

namespace MdfMetrics.Cmdlets.Commands;

/// <summary>Invoke-MdfPipeline: runs the pipeline that a YAML file describes, measured.</summary>
[Cmdlet(VerbsLifecycle.Invoke, "MdfPipeline", SupportsShouldProcess = true, HelpUri = HelpPage.Address)]
[OutputType(typeof(RunMetrics), typeof(object))]
public sealed class InvokeMdfPipelineCommand : RunStartingCommand
{
    private PipelineRunner? _runner;

    [Parameter(Mandatory = true, Position = 0)]
    [ValidateNotNullOrEmpty]
    public string ConfigPath { get; set; } = string.Empty;

    [Parameter]
    [Alias("max_samples")]
    [ValidateRange(1, long.MaxValue)]
    public long? MaxSamples { get; set; }

    [Parameter]
    [Alias("batch_size")]
    [ValidateRange(1, PipelineReader.LargestBatch)]
    public int? BatchSize { get; set; }

    [Parameter]
    public SwitchParameter PassThru { get; set; }

    protected override void StopProcessing()
    {
        base.StopProcessing();
        _runner?.Stop();
    }

    private protected override void End()
    {
        string path = FullPath(ConfigPath);
        var problems = new ConfigProblems(path);
        PipelineConfiguration configuration = PipelineConfiguration.Load(path, problems);
        var environment = new PipelineEnvironment(this);
        using var plan = PipelinePlan.Create(Definition(configuration, problems), environment, problems);
        if (!ShouldProcess(path, $"Run the pipeline {plan.Description}"))
        {
            return;
        }

        MetricsRun run = StartRun(configuration, _ => true);
        _runner = new PipelineRunner(plan, environment, run, PassThru);
        if (Stopping)
        {
            // StopProcessing found no runner yet.
            _runner.Stop();
        }

        if (Execute(_runner, run, plan) is { } metrics)
        {
            WriteObject(metrics);
        }
    }

    private PipelineDefinition Definition(PipelineConfiguration configuration, ConfigProblems problems)
    {
        var warnings = new List<string>();
        PipelineDefinition definition = PipelineReader.Read(configuration.Document!.Root, problems, warnings);
        warnings.ForEach(WriteWarning);
        return definition with
        {
            MaxSamples = MaxSamples ?? definition.MaxSamples,
            BatchSize = BatchSize ?? definition.BatchSize,
        };
    }

    /// <summary>
    /// Runs the pipeline and writes the run, however it ends. A failure goes on by a bare throw, as that of a block.
    /// </summary>
    private RunMetrics? Execute(PipelineRunner runner, MetricsRun run, PipelinePlan plan)
    {
        var progress = new PipelineProgress(this, run, runner, plan.MaxSamples);
        try
        {
            try
            {
                runner.Run(this, progress.Tick);
            }
            finally
            {
                progress.Complete();
            }
        }
        catch (FlowControlException)
        {
            StopRun(run, RunStatus.Completed, null, unwinding: true);
            throw;
        }
        catch (PipelineStoppedException)
        {
            (string status, string? error) = Stopping ? (RunStatus.Failed, Interrupted) : (RunStatus.Completed, null);
            StopRun(run, status, error, unwinding: true);
            throw;
        }
        catch (Exception e)
        {
            StopRun(run, RunStatus.Failed, PipelineFailure.TextOf(e), unwinding: true);
            throw;
        }

        if (Stopping)
        {
            StopRun(run, RunStatus.Failed, Interrupted, unwinding: true);
            throw new PipelineStoppedException();
        }

        if (runner.Failure is not { } failure)
        {
            return StopRun(run, RunStatus.Completed, null);
        }

        StopRun(run, RunStatus.Failed, failure.Message, unwinding: true);
        WriteWarning($"The pipeline ended at {failure.Where}; the run '{run.RunId}' is kept as failed.");
        throw Unwound(failure.Exception);
    }

    private static Exception Unwound(Exception exception)
    {
        if (exception is RuntimeException error)
        {
            // Else the engine puts this cmdlet's own name and line into the error record on its way out.
            error.WasThrownFromThrowStatement = true;
        }

        ExceptionDispatchInfo.Throw(exception);
        return exception;
    }
}
