using System.Management.Automation;
using MdfMetrics.Alerts;
using MdfMetrics.Alerts.State;
using MdfMetrics.Cmdlets.Abstractions;
using MdfMetrics.Cmdlets.Completion;
using MdfMetrics.Cmdlets.Errors;
using MdfMetrics.Cmdlets.Filters;
using MdfMetrics.Cmdlets.Input;

namespace MdfMetrics.Cmdlets.Commands;

/// <summary>Test-MdfAlert: one object for each rule that fires, nothing when all is well.</summary>
[Cmdlet(
    VerbsDiagnostic.Test,
    "MdfAlert",
    DefaultParameterSetName = RulePathSet,
    SupportsShouldProcess = true,
    HelpUri = HelpPage.Address)]
[OutputType(typeof(Alert), typeof(bool))]
public sealed class TestMdfAlertCommand : StorePathCommand
{
    private const string RulePathSet = "RulePath";
    private const string RuleSet = "Rule";

    private readonly List<RunMetrics> _runs = [];
    private readonly List<Alert> _alerts = [];
    private IReadOnlyList<AlertRule> _rules = [];
    private TimeSpan? _repeatAfter;
    private MetricsException? _failure;

    [Parameter(ParameterSetName = RulePathSet, Mandatory = true, Position = 0)]
    [ValidateNotNullOrEmpty]
    public string RulePath { get; set; } = string.Empty;

    [Parameter(ParameterSetName = RuleSet, Mandatory = true)]
    public object[] Rule { get; set; } = [];

    [Parameter(ValueFromPipeline = true)]
    public PSObject? InputObject { get; set; }

    [Parameter]
    [Alias("pipeline_name")]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(PipelineNameCompleter))]
    public string[]? PipelineName { get; set; }

    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? StatePath { get; set; }

    [Parameter]
    [ValidateNotNull]
    public object? RepeatAfter { get; set; }

    [Parameter]
    public SwitchParameter FailOnAlert { get; set; }

    [Parameter]
    [ValidateSet(AlertSeverity.Info, AlertSeverity.Warning, AlertSeverity.Critical)]
    public string? FailSeverity { get; set; }

    [Parameter]
    public SwitchParameter Quiet { get; set; }

    private bool Fails => FailOnAlert || FailSeverity is not null;

    private protected override void Begin() => Guard(() =>
    {
        this.RequireValue(nameof(InputObject), "the store is read");
        CheckState();
        _rules = RulePath.Length > 0
            ? AlertRules.Load(FullPath(RulePath), RulePatterns.All)
            : AlertRules.From([.. Rule.Select(CustomMetrics.Unwrap)], RulePatterns.All);
    });

    private protected override void Process()
    {
        if (InputObject is null)
        {
            return;
        }

        try
        {
            _runs.Add(RunInput.From(InputObject));
        }
        catch (MetricsException e)
        {
            Fail(e);
        }
    }

    private protected override void End()
    {
        var judge = new AlertEvaluator(
            _rules,
            new NameFilter(PipelineName).Test,
            TimeProvider.System,
            ReportFile,
            Cancellation);
        if (_runs.Count > 0)
        {
            Write(judge.JudgeRuns(_runs));
        }
        else if (_failure is null && !MyInvocation.ExpectingInput)
        {
            Guard(() => JudgeStores(judge));
        }

        foreach (string warning in judge.Warnings)
        {
            WriteWarning(warning);
        }

        if (Quiet)
        {
            WriteObject(_alerts.Count == 0 && _failure is null);
        }

        if (Fails && (Raised() ?? _failure) is { } reason)
        {
            throw reason.AsThrown();
        }
    }

    /// <exception cref="MetricsException">InvalidParameters, InvalidDuration.</exception>
    private void CheckState()
    {
        if (StatePath is not null && MyInvocation.ExpectingInput)
        {
            throw new MetricsException(
                MetricsError.InvalidParameters,
                "-StatePath is for the runs of stores that ended since the last call. Leave it out, or the runs that "
                    + "are piped in.",
                StatePath);
        }

        if (RepeatAfter is not null && StatePath is null)
        {
            throw new MetricsException(
                MetricsError.InvalidParameters,
                "-RepeatAfter needs -StatePath: without a state every call tells all alerts.",
                RepeatAfter);
        }

        _repeatAfter = RepeatAfter is null ? null : UserTime.Length(RepeatAfter);
    }

    private void JudgeStores(AlertEvaluator judge)
    {
        string[] stores = [.. Stores()];
        if (StatePath is null)
        {
            Array.ForEach(stores, store => Write(judge.JudgeStore(store)));
            return;
        }

        // Saved when all is told: who stops in between is told again, not never.
        string path = FullPath(StatePath);
        using AlertState state = AlertState.Open(
            path,
            ShouldProcess(path, "Remember what is judged and told"),
            _repeatAfter,
            TimeProvider.System,
            StateLock.Patience,
            WriteWarning,
            Cancellation);
        Array.ForEach(stores, store => Write(judge.JudgeStore(store, state.Of(store))));
        state.Save();
    }

    private void Write(IEnumerable<Alert> alerts)
    {
        try
        {
            foreach (Alert alert in alerts)
            {
                _alerts.Add(alert);
                if (!Quiet)
                {
                    WriteObject(alert);
                }
            }
        }
        catch (MetricsException e)
        {
            Fail(e);
        }
    }

    private void Fail(MetricsException error)
    {
        _failure ??= error;
        WriteError(error.ToErrorRecord());
    }

    /// <summary>Rules that can't be read must not let a scheduled job exit with 0.</summary>
    private void Guard(Action work)
    {
        try
        {
            work();
        }
        catch (MetricsException e) when (Fails)
        {
            throw e.AsThrown();
        }
    }

    /// <summary>The alerts that are bad enough to end the script; null when there is none.</summary>
    private MetricsException? Raised()
    {
        string least = FailSeverity?.ToLowerInvariant() ?? AlertSeverity.Warning;
        Alert[] alerts = [.. _alerts.Where(alert => AlertSeverity.IsAtLeast(alert.severity, least))];
        string text = string.Join("; ", alerts.Select(alert => $"{alert.severity} {alert.rule}: {alert.message}"));
        return alerts.Length == 0 ? null : new MetricsException(
            MetricsError.AlertRaised,
            alerts.Length == 1 ? $"1 alert: {text}" : $"{alerts.Length} alerts: {text}",
            alerts);
    }
}
