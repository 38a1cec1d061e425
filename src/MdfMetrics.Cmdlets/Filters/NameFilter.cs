namespace MdfMetrics.Cmdlets.Filters;

/// <summary>Names with wildcards; none given: every name.</summary>
internal sealed class NameFilter(string[]? names)
{
    private readonly Func<string, bool>[]? _patterns = names?.Select(Wildcard.Get).ToArray();

    /// <summary>The filter as the reader takes it: null where every name passes.</summary>
    public Func<string?, bool>? Test => _patterns is null ? null : IsMatch;

    /// <summary>Whether a name passes; where there is none, only <c>*</c> matches.</summary>
    public bool IsMatch(string? name) =>
        _patterns is null || Array.Exists(_patterns, matches => matches(name ?? string.Empty));
}
