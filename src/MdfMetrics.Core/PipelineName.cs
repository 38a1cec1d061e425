namespace MdfMetrics;

/// <summary>The rule for the names of pipelines: any text that is not blank, of bounded length.</summary>
internal static class PipelineName
{
    private const int LongestName = 256;

    /// <summary>The name as it is stored; refuses what is none.</summary>
    /// <exception cref="MetricsException"><see cref="MetricsError.InvalidName"/></exception>
    public static string Validate(string name) =>
        Problem(name) is { } problem ? throw new MetricsException(MetricsError.InvalidName, problem, name)
            : WellFormed.Text(name);

    /// <summary>What is wrong with a name; null when nothing is.</summary>
    public static string? Problem(string name) =>
        string.IsNullOrWhiteSpace(name) ? "The pipeline's name is empty. Give it one, or leave it out."
        : name.Length > LongestName
            ? Invariant($"The pipeline's name has {name.Length:N0} characters. Give one of at most {LongestName}.")
        : null;

    /// <summary>The name by a file: its own without the extension; null where that is no name.</summary>
    public static string? OfFile(string? path) =>
        Path.GetFileNameWithoutExtension(path) is { } name && Problem(name) is null ? WellFormed.Text(name) : null;
}
