using MdfMetrics.Alerts;

namespace MdfMetrics.Cmdlets.Filters;

/// <summary>The patterns of alert rules, which are those of PowerShell.</summary>
internal static class RulePatterns
{
    public static readonly AlertPatterns All = new(Wildcard.TryGet, tags => TagFilter.Create(tags)!);
}
