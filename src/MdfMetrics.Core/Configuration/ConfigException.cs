namespace MdfMetrics.Configuration;

/// <summary>ConfigInvalid at a place of a document, which several problems can be put in order by.</summary>
/// <param name="problem">What is wrong, and where.</param>
/// <param name="cause">What the parser threw, where it did.</param>
internal sealed class ConfigException(ConfigProblem problem, string document, Exception? cause = null)
    : MetricsException(MetricsError.ConfigInvalid, problem.In(document), document, cause)
{
    /// <summary>What is wrong, and where.</summary>
    public ConfigProblem Problem { get; } = problem;
}
