using System.Management.Automation;

namespace MdfMetrics.Cmdlets.Filters;

/// <summary>
/// Patterns as users give them, read when they are given and not when the first name meets them. They match in either
/// case, alike under every culture: the engine's own follow the current one, where Turkish takes <c>I</c> for no
/// <c>i</c>, and those without a wildcard, or with one at the end alone, compare as a dictionary sorts.
/// </summary>
internal static class Wildcard
{
    private const WildcardOptions Options = WildcardOptions.IgnoreCase | WildcardOptions.CultureInvariant;

    /// <exception cref="MetricsException">InvalidPattern.</exception>
    public static Func<string, bool> Get(string text) => TryGet(text) ?? throw new MetricsException(
        MetricsError.InvalidPattern,
        $"'{text}' is no wildcard pattern: a bracket is not closed. Put a backtick before one that is meant literally.",
        text);

    /// <summary>A test of the pattern; null when the text is none.</summary>
    public static Func<string, bool>? TryGet(string text)
    {
        switch (text.AsSpan().IndexOfAny("*?[`"))
        {
            case -1:
                return name => name.Equals(text, StringComparison.OrdinalIgnoreCase);
            case var at when at == text.Length - 1 && text[at] == '*':
                string start = text[..at];
                return name => name.StartsWith(start, StringComparison.OrdinalIgnoreCase);
        }

        try
        {
            WildcardPattern pattern = WildcardPattern.Get(text, Options);
            pattern.IsMatch(string.Empty);
            return pattern.IsMatch;
        }
        catch (WildcardPatternException)
        {
            return null;
        }
    }
}
