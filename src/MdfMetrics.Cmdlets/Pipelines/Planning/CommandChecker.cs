using System.Management.Automation;
using System.Management.Automation.Runspaces;
using MdfMetrics.Configuration;
using MdfMetrics.Pipelines;
using MdfMetrics.Secrets;

namespace MdfMetrics.Cmdlets.Pipelines.Planning;

/// <summary>
/// Finds the commands of a pipeline in a runspace as its workers have it, and checks their parameters.
/// </summary>
internal sealed class CommandChecker(Runspace runspace, ConfigProblems problems)
{
    private const CommandTypes Known = CommandTypes.Alias | CommandTypes.Function | CommandTypes.Filter
        | CommandTypes.Cmdlet | CommandTypes.ExternalScript | CommandTypes.Application;

    /// <summary>The command to call; null where something is wrong with it, which is noted.</summary>
    public BoundCommand? Bind(CommandDefinition definition)
    {
        Runspace caller = Runspace.DefaultRunspace;
        Runspace.DefaultRunspace = runspace;
        try
        {
            return Find(definition) is { } command ? Bind(definition, command) : null;
        }
        catch (RuntimeException e)
        {
            string name = definition.Command.Text();
            problems.Add(definition.Command, $"the command '{name}' can't be used: {e.Message.TrimEnd('.')}");
            return null;
        }
        finally
        {
            Runspace.DefaultRunspace = caller;
        }
    }

    private CommandInfo? Find(CommandDefinition definition)
    {
        string name = definition.Command.Text();
        CommandInfo? command = runspace.SessionStateProxy.InvokeCommand.GetCommand(name, Known);
        while (command is AliasInfo alias)
        {
            command = alias.ResolvedCommand;
        }

        switch (command)
        {
            case null:
                problems.Add(definition.Command, $"there is no command '{name}'{Suggestion(name)}");
                return null;
            case ApplicationInfo:
                problems.Add(
                    definition.Command,
                    $"'{name}' is a program, expected a PowerShell command; call the program in a function");
                return null;
            default:
                return command;
        }
    }

    private string Suggestion(string name)
    {
        IEnumerable<string> names = runspace.SessionStateProxy.InvokeCommand
            .GetCommands("*", CommandTypes.Function | CommandTypes.Filter | CommandTypes.Cmdlet, nameIsPattern: true)
            .Select(command => command.Name);
        return NearestName.Find(name, names) is { } nearest
            ? $"; did you mean '{nearest}'?"
            : "; name the module that has it under modules";
    }

    private BoundCommand Bind(CommandDefinition definition, CommandInfo command)
    {
        var parameters = new ParameterMatcher(command);
        var bound = new List<(string Name, Type Type, ConfigNode Value)>();
        foreach ((ConfigEntry entry, ConfigValue value) in definition.Parameters)
        {
            if (parameters.Find(entry.Key, out string problem) is not { } parameter)
            {
                problems.Add(entry.Position, $"{value.Path}: {problem}");
            }
            else if (bound.Exists(other => other.Name == parameter.Name))
            {
                problems.Add(entry.Position, $"{value.Path}: -{parameter.Name} is given twice");
            }
            else
            {
                bound.Add((parameter.Name, parameter.ParameterType, value.Node));
                CheckType(parameter, value);
            }
        }

        if (parameters.Missing(definition.Role, [.. bound.Select(parameter => parameter.Name)]) is { } missing)
        {
            problems.Add(definition.Command, missing);
        }

        string call = command is ExternalScriptInfo script ? script.Path : definition.Command.Text();
        return new BoundCommand(definition, call, bound);
    }

    /// <summary>Parameters that transform their argument take what no conversion shows.</summary>
    private void CheckType(ParameterMetadata parameter, ConfigValue value)
    {
        if (parameter.Attributes.OfType<ArgumentTransformationAttribute>()
            .All(attribute => attribute.GetType().Name == "ArgumentTypeConverterAttribute"))
        {
            object? given = BoundCommand.Value(value.Node, parameter.ParameterType);
            if (!LanguagePrimitives.TryConvertTo(given, parameter.ParameterType, out _))
            {
                string expected = $"{TypeName(parameter.ParameterType)} for -{parameter.Name}";
                if (SecretRedactor.Standard.IsSecret(parameter.Name))
                {
                    problems.Add(value, $"expected {expected}, found {SecretRedactor.Mask}");
                    return;
                }

                problems.Read<object?>(value, wrong => throw wrong.Unexpected(expected), null);
            }
        }
    }

    private static string TypeName(Type type) => type.IsEnum
        ? string.Join(", ", Enum.GetNames(type))
        : type == typeof(SwitchParameter) ? "true or false" : type.Name;
}
