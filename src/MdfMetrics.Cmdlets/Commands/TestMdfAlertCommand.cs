using System.Management.Automation;
using MdfMetrics.Alerts;
using MdfMetrics.Alerts.Conditions;
using MdfMetrics.Cmdlets.Abstractions;
using MdfMetrics.Cmdlets.Completion;
using MdfMetrics.Cmdlets.Errors;
using MdfMetrics.Cmdlets.Filters;
using MdfMetrics.Cmdlets.Input;

namespace MdfMetrics.Cmdlets.Commands;

/// <summary>Test-MdfAlert: one object for each rule that fires, nothing when all is well.</summary>
[Cmdlet(VerbsDiagnostic.Test, "MdfAlert", DefaultParameterSetName = RulePathSet)]
[OutputType(typeof(Alert), typeof(bool))]
public sealed class TestMdfAlertCommand : StorePathCommand
{
    private const string RulePathSet = "RulePath";
    private const string RuleSet = "Rule";

    private static readonly AlertPatterns s_patterns = new(
        text => Wildcard.TryGet(text) is { } pattern ? pattern.IsMatch : null,
        tags => TagFilter.Create(tags)!);

    private readonly List<RunMetrics> _runs = [];
    private readonly List<Alert> _alerts = [];
    private IReadOnlyList<AlertRule> _rules = [];
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
    public SwitchParameter FailOnAlert { get; set; }

    [Parameter]
    public SwitchParameter Quiet { get; set; }

    private protected override void Begin() => Guard(() => _rules = RulePath.Length > 0
        ? AlertRules.Load(FullPath(RulePath), s_patterns)
        : AlertRules.From([.. Rule.Select(CustomMetrics.Unwrap)], s_patterns));

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
        var judge = new AlertEvaluator(_rules, TimeProvider.System, ReportFile, Cancellation)
        {
            Pipelines = new NameFilter(PipelineName).Test,
        };
        if (_runs.Count > 0)
        {
            Write(judge.JudgeRuns(_runs));
        }
        else if (_failure is null)
        {
            Guard(() => Stores().ToList().ForEach(store => Write(judge.JudgeStore(store))));
        }

        foreach (string warning in judge.Warnings)
        {
            WriteWarning(warning);
        }

        if (Quiet)
        {
            WriteObject(_alerts.Count == 0 && _failure is null);
        }

        if (FailOnAlert && (_alerts.Count > 0 ? Raised() : _failure) is { } reason)
        {
            throw reason.AsThrown();
        }
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
        catch (MetricsException e) when (FailOnAlert)
        {
            throw e.AsThrown();
        }
    }

    private MetricsException Raised()
    {
        string text = string.Join("; ", _alerts.Select(alert => $"{alert.severity} {alert.rule}: {alert.message}"));
        return new MetricsException(
            MetricsError.AlertRaised,
            _alerts.Count == 1 ? $"1 alert: {text}" : $"{_alerts.Count} alerts: {text}",
            _alerts.ToArray());
    }
}
