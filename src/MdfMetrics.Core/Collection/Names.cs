namespace MdfMetrics.Collection;

/// <summary>
/// The rule for the names of stages, operators and workers: any text that is not blank, of bounded length.
/// </summary>
internal static class Names
{
    private const int LongestName = 1024;

    /// <summary>The name as it will be stored: two that become one there are one.</summary>
    /// <exception cref="MetricsException">InvalidName.</exception>
    public static string Validate(string? name, string what)
    {
        if (string.IsNullOrWhiteSpace(name))
        {
            throw new MetricsException(MetricsError.InvalidName, $"The {what} has no name. Give it one.", name);
        }

        if (name.Length > LongestName)
        {
            throw new MetricsException(
                MetricsError.InvalidName,
                Invariant($"The {what} name has {name.Length:N0} characters. Give one of at most {LongestName:N0}."),
                name);
        }

        return WellFormed.Text(name);
    }
}
