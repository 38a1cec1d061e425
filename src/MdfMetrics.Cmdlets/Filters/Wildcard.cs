using System.Management.Automation;

namespace MdfMetrics.Cmdlets.Filters;

/// <summary>Patterns as users give them, read when they are given and not when the first name meets them.</summary>
internal static class Wildcard
{
    /// <exception cref="MetricsException">InvalidPattern.</exception>
    public static WildcardPattern Get(string text) => TryGet(text) ?? throw new MetricsException(
        MetricsError.InvalidPattern,
        $"'{text}' is no wildcard pattern: a bracket is not closed. Put a backtick before one that is meant literally.",
        text);

    /// <summary>The pattern; null when the text is none.</summary>
    public static WildcardPattern? TryGet(string text)
    {
        try
        {
            WildcardPattern pattern = WildcardPattern.Get(text, WildcardOptions.IgnoreCase);
            pattern.IsMatch(string.Empty);
            return pattern;
        }
        catch (WildcardPatternException)
        {
            return null;
        }
    }
}
