using System.Collections;
using System.Collections.Specialized;
using MdfMetrics.Configuration;
using MdfMetrics.Pipelines;

namespace MdfMetrics.Cmdlets.Pipelines.Planning;

/// <summary>A command of a pipeline that was found, with the parameters that it declares.</summary>
/// <param name="parameters">Declared names and types, and the values for them.</param>
internal sealed class BoundCommand(
    CommandDefinition definition,
    string command,
    IReadOnlyList<(string Name, Type Type, ConfigNode Value)> parameters)
{
    public CommandDefinition Definition => definition;

    /// <summary>What the call operator takes: a name, or a script's full path.</summary>
    public string Command => command;

    /// <summary>The parameters to splat; new objects each time, since each worker may change its own.</summary>
    public Hashtable ToParameters()
    {
        var table = new Hashtable(StringComparer.OrdinalIgnoreCase);
        foreach ((string name, Type type, ConfigNode value) in parameters)
        {
            table[name] = Value(value, type);
        }

        return table;
    }

    /// <summary>
    /// The value for a parameter of this type. Text parameters get numbers as they were written: 1.10 is not 1.1.
    /// </summary>
    public static object? Value(ConfigNode node, Type type) => node switch
    {
        ConfigScalar { Value: not null } scalar when type == typeof(string) => scalar.Text,
        ConfigScalar scalar => scalar.Value,
        ConfigList list => list.Items.Select(item => Value(item, type.GetElementType() ?? typeof(object))).ToArray(),
        ConfigMap map => Members(map),
        _ => node.ToPlain(),
    };

    private static OrderedDictionary Members(ConfigMap map)
    {
        var members = new OrderedDictionary(StringComparer.OrdinalIgnoreCase);
        foreach (ConfigEntry entry in map.Entries)
        {
            members[entry.Key] = Value(entry.Value, typeof(object));
        }

        return members;
    }
}
