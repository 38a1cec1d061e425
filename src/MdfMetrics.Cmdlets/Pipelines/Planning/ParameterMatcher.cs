using System.Management.Automation;
using MdfMetrics.Configuration;
using MdfMetrics.Pipelines;

namespace MdfMetrics.Cmdlets.Pipelines.Planning;

/// <summary>Finds a command's parameters by the names that a file gives them, and those that it lacks.</summary>
internal sealed class ParameterMatcher(CommandInfo command)
{
    private readonly ParameterMetadata[] _parameters = [.. command.Parameters.Values];

    /// <summary>
    /// A parameter by its name or alias, or the start of one, as everywhere in PowerShell; min_length is -MinLength.
    /// </summary>
    public ParameterMetadata? Find(string name, out string problem)
    {
        problem = string.Empty;
        string plain = Plain(name);
        ParameterMetadata[] found = [.. _parameters.Where(parameter => Names(parameter).Any(
            known => Plain(known).Equals(plain, StringComparison.OrdinalIgnoreCase)))];
        if (found.Length == 0)
        {
            found = [.. _parameters.Where(parameter => Names(parameter).Any(
                known => Plain(known).StartsWith(plain, StringComparison.OrdinalIgnoreCase)))];
        }

        if (found.Length == 1)
        {
            return found[0];
        }

        problem = found.Length == 0
            ? $"{command.Name} has no parameter '{name}'{Suggestion(name)}"
            : $"'{name}' is ambiguous; {command.Name} has {Listed(found.Select(parameter => parameter.Name))}";
        return null;
    }

    /// <summary>What keeps the command from being called with these parameters; null: nothing.</summary>
    public string? Missing(CommandRole role, IReadOnlyCollection<string> given)
    {
        bool takesInput = role != CommandRole.Loader;

        // Simple functions take any input; cmdlets and advanced ones, which have the common parameters, do not.
        bool binds = command.Parameters.ContainsKey("ErrorVariable");
        if (takesInput && binds && !command.ParameterSets.Any(set => set.Parameters.Any(TakesInput)))
        {
            return $"{command.Name} takes no pipeline input, so it can be no {role.ToString().ToLowerInvariant()}";
        }

        CommandParameterSetInfo[] possible = [.. command.ParameterSets.Where(
            set => given.All(name => set.Parameters.Any(parameter => parameter.Name == name)))];
        if (possible.Length == 0)
        {
            return $"the parameters {Listed(given)} of {command.Name} can't be used together";
        }

        string[][] missing = [.. possible
            .OrderByDescending(set => set.IsDefault)
            .Select(set => set.Parameters
                .Where(parameter => parameter.IsMandatory && !given.Contains(parameter.Name)
                    && !(takesInput && TakesInput(parameter)))
                .Select(parameter => parameter.Name)
                .ToArray())];
        string[] fewest = missing.MinBy(names => names.Length)!;
        return fewest.Length == 0 ? null : $"{command.Name} needs {Listed(fewest)}";
    }

    private static bool TakesInput(CommandParameterInfo parameter) =>
        parameter.ValueFromPipeline || parameter.ValueFromPipelineByPropertyName;

    private static IEnumerable<string> Names(ParameterMetadata parameter) => parameter.Aliases.Prepend(parameter.Name);

    private static string Plain(string name) =>
        name.Replace("_", string.Empty, StringComparison.Ordinal).Replace("-", string.Empty, StringComparison.Ordinal);

    private static string Listed(IEnumerable<string> names) => string.Join(", ", names.Select(name => $"-{name}"));

    private string Suggestion(string name)
    {
        string[] known = [.. _parameters
            .Select(parameter => parameter.Name)
            .Except(Cmdlet.CommonParameters, StringComparer.OrdinalIgnoreCase)];
        return NearestName.Find(name, known) is { } nearest ? $"; did you mean '{nearest}'?"
            : known.Length == 0 ? "; it has none"
            : $"; it has {Listed(known)}";
    }
}
