namespace MdfMetrics.Configuration;

/// <summary>The errors of configurations, in the form <c>file(line,column): what was expected and found</c>.</summary>
internal static class ConfigErrors
{
    /// <summary>ConfigInvalid at a place of a document.</summary>
    public static MetricsException Invalid(
        string name,
        ConfigPosition position,
        string message,
        Exception? cause = null) => new ConfigException(new ConfigProblem(position, message), name, cause);

    /// <summary>ConfigNotFound.</summary>
    public static MetricsException NotFound(string path, string message, Exception? cause = null) =>
        new(MetricsError.ConfigNotFound, message, path, cause);
}
