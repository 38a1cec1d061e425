using System.Collections.Concurrent;
using System.Management.Automation;
using System.Reflection;

namespace MdfMetrics.Cmdlets.Input;

/// <summary>
/// The columns that a cmdlet was given: a parameter stands for the column that has its name, or that is an alias of it.
/// </summary>
internal static class ParameterColumns
{
    private static readonly ConcurrentDictionary<Type, Dictionary<string, PropertyInfo>> s_parameters = new();

    /// <summary>Reads the columns from the parameters of a cmdlet as they are now.</summary>
    public static ObjectReader Of(Cmdlet cmdlet)
    {
        Dictionary<string, PropertyInfo> parameters = s_parameters.GetOrAdd(cmdlet.GetType(), Parameters);
        return new ObjectReader(column => parameters.GetValueOrDefault(column)?.GetValue(cmdlet));
    }

    private static Dictionary<string, PropertyInfo> Parameters(Type cmdlet) => cmdlet.GetProperties()
        .Where(property => property.IsDefined(typeof(ParameterAttribute)))
        .SelectMany(
            property => property.GetCustomAttribute<AliasAttribute>()?.AliasNames.Append(property.Name)
                ?? [property.Name],
            (property, name) => (name, property))
        .ToDictionary(named => named.name, named => named.property, StringComparer.OrdinalIgnoreCase);
}
