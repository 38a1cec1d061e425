using MdfMetrics.Alerts.Conditions;

namespace MdfMetrics.Cmdlets.Filters;

/// <summary>The patterns of alert rules, which are those of PowerShell.</summary>
internal static class RulePatterns
{
    public static readonly AlertPatterns All = new(
        text => Wildcard.TryGet(text) is { } pattern ? pattern.IsMatch : null,
        tags => TagFilter.Create(tags)!);
}
