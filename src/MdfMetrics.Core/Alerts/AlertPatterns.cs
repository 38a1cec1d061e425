namespace MdfMetrics.Alerts;

/// <summary>How patterns of rules are matched: Core knows no wildcards of its own.</summary>
/// <param name="Name">Makes a test of a wildcard pattern; null when it is none.</param>
/// <param name="Tags">Makes a test of tags: of a dictionary of names and patterns, or of names to have.</param>
internal sealed record AlertPatterns(
    Func<string, Func<string, bool>?> Name,
    Func<object?, Func<JsonMap?, bool>> Tags);
