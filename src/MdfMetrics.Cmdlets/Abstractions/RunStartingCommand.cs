using System.Collections;
using System.Globalization;
using System.Management.Automation;
using MdfMetrics.Cmdlets.Completion;
using MdfMetrics.Cmdlets.Input;
using MdfMetrics.Configuration;
using MdfMetrics.Runs;

namespace MdfMetrics.Cmdlets.Abstractions;

/// <summary>Base of the cmdlets that start a run: its id, pipeline, store and tags.</summary>
public abstract class RunStartingCommand : RecordingCommand
{
    [Parameter]
    [Alias("run_id")]
    public string? RunId { get; set; }

    [Parameter]
    [Alias("pipeline_name")]
    [ArgumentCompleter(typeof(PipelineNameCompleter))]
    public string? PipelineName { get; set; }

    [Parameter]
    public SwitchParameter NewAttempt { get; set; }

    [Parameter]
    [Alias("OutputPath", "output_path")]
    [ValidateNotNullOrEmpty]
    public string? Path { get; set; }

    [Parameter]
    [Alias("tags")]
    public IDictionary? Tag { get; set; }

    /// <summary>Begins a run.</summary>
    /// <exception cref="MetricsException">InvalidRunId, InvalidName, RunExists.</exception>
    private protected MetricsRun StartRun(PipelineConfiguration configuration, Func<string, bool> shouldRecord)
    {
        foreach (string warning in configuration.Warnings)
        {
            WriteWarning(warning);
        }

        string store = StorePath(Path, configuration.Options);
        string? reports = configuration.Options.ReportPath is { } path ? FullPath(path) : null;
        string? textfile = configuration.Options.PrometheusFile is { } file ? FullPath(file) : null;
        bool isDryRun = configuration.Options.Enabled && !shouldRecord(store);
        MetricsRun run = Begin(Origin());
        ReportJournal(run);
        return run;

        MetricsRun Begin(RunOrigin origin)
        {
            string? id = origin.Attempt is null
                ? RunId
                : string.Create(CultureInfo.InvariantCulture, $"{RunId}.{origin.Attempt}");
            var run = new MetricsRun(
                id,
                store,
                configuration,
                Tag is null ? null : Plain(Tag),
                origin,
                TimeProvider.System)
            {
                IsDryRun = isDryRun,
                ReportFolder = reports,
                PrometheusFile = textfile,
            };
            Expect(run);
            try
            {
                run.Begin();
                return run;
            }
            catch (MetricsException e) when (NewAttempt && RunId is not null && e.Error == MetricsError.RunExists)
            {
                // Whoever claims an id first has it, so two that start at once come to different ones.
                return Begin(origin with { Attempt = (origin.Attempt ?? 1) + 1, AttemptOf = RunId });
            }
        }
    }

    private protected static IDictionary Plain(IDictionary dictionary) =>
        (IDictionary)CustomMetrics.Unwrap(dictionary)!;

    private RunOrigin Origin()
    {
        var versions = SessionState.PSVariable.GetValue("PSVersionTable") as IDictionary;
        string script = MyInvocation.ScriptName;
        return new RunOrigin(
            SessionState.Path.CurrentFileSystemLocation.ProviderPath,
            string.IsNullOrEmpty(script) ? null : script,
            versions?["PSVersion"]?.ToString() ?? Host.Version.ToString(),
            typeof(RunStartingCommand).Assembly.GetName().Version!.ToString(3))
        {
            PipelineName = PipelineName,
        };
    }
}
