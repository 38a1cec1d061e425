namespace MdfMetrics.Configuration;

/// <summary>Collects what is wrong in a document, so that all of it is told at once.</summary>
internal sealed class ConfigProblems(string document)
{
    private readonly List<ConfigProblem> _problems = [];

    /// <summary>Notes what is wrong with a value.</summary>
    public void Add(ConfigValue value, string text) =>
        Add(value.Node.Position, value.Path.Length == 0 ? text : $"{value.Path}: {text}");

    /// <summary>Notes what is wrong at a place.</summary>
    public void Add(ConfigPosition position, string text) => _problems.Add(new ConfigProblem(position, text));

    /// <summary>Reads a value; where that can't be, notes why and gives what stands for it.</summary>
    public T Read<T>(ConfigValue value, Func<ConfigValue, T> read, T otherwise)
    {
        try
        {
            return read(value);
        }
        catch (ConfigException e)
        {
            _problems.Add(e.Problem);
            return otherwise;
        }
    }

    /// <summary>What is read; where that can't be, notes why and gives null.</summary>
    public T? Try<T>(Func<T> read) => Read<T?>(default, _ => read(), default);

    /// <summary>Throws where anything is wrong.</summary>
    /// <exception cref="MetricsException">
    /// ConfigInvalid, with a line for each problem in the order of the file.
    /// </exception>
    public void ThrowIfAny()
    {
        ConfigProblem[] problems =
        [
            .. _problems.Distinct().OrderBy(problem => (problem.Position.Line, problem.Position.Column)),
        ];
        switch (problems)
        {
            case []:
                return;
            case [ConfigProblem only]:
                throw ConfigErrors.Invalid(document, only.Position, only.Text);
        }

        string lines = string.Join(Environment.NewLine, problems.Select(problem => problem.In(document)));
        throw new MetricsException(
            MetricsError.ConfigInvalid,
            $"{problems.Length} things are wrong:{Environment.NewLine}{lines}",
            document);
    }
}
