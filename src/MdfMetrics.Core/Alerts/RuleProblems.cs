using MdfMetrics.Configuration;

namespace MdfMetrics.Alerts;

/// <summary>Collects what is wrong in a document, so that a user mends it in one go.</summary>
internal sealed class RuleProblems
{
    private readonly List<MetricsException> _problems = [];

    /// <summary>Notes a problem at a value.</summary>
    public void Add(ConfigValue at, string message) => _problems.Add(at.Invalid(message));

    /// <summary>A value that is read; null, with the problem noted, when that fails.</summary>
    public T? Try<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (MetricsException e)
        {
            _problems.Add(e);
            return default;
        }
    }

    /// <summary>Throws one error that tells all problems, a line each.</summary>
    /// <exception cref="MetricsException">ConfigInvalid.</exception>
    public void ThrowIfAny()
    {
        if (_problems.Count > 0)
        {
            throw new MetricsException(
                MetricsError.ConfigInvalid,
                string.Join('\n', _problems.Select(problem => problem.Message)),
                _problems[0].Target);
        }
    }
}
