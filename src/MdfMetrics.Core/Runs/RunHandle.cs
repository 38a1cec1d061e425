using MdfMetrics.Runs;

namespace MdfMetrics;

/// <summary>
/// A run that was started or joined here: what -Run takes, also in another runspace (<c>-Run $using:run</c>). It pipes
/// by property name to whatever takes a run id and a store.
/// </summary>
public sealed class RunHandle
{
    internal RunHandle(LiveRun run) => Run = run;

    public string run_id => Run.RunId;

    /// <summary>Which pipeline it is a run of; null without a name.</summary>
    public string? pipeline_name => Run.PipelineName;

    /// <summary>running, or the status it was stopped with.</summary>
    public string status => Run.Status;

    /// <summary>When it started, local time.</summary>
    public DateTime start_time => Run.StartUtc.ToLocalTime();

    /// <summary>The stage that was entered last and is open; null when none is.</summary>
    public string? stage => Run.Collector.OpenStage;

    /// <summary>False where the configuration says so: blocks run, nothing is recorded.</summary>
    public bool enabled => Run.Options.Enabled;

    /// <summary>The user's marks.</summary>
    public JsonMap? tags => Run.Tags;

    /// <summary>The store's full path.</summary>
    public string store => Run.StorePath;

    internal LiveRun Run { get; }

    public override string ToString() => run_id;
}
