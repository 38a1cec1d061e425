using System.Collections;
using System.Collections.Specialized;
using System.Management.Automation;
using MdfMetrics.Configuration;

namespace MdfMetrics.Cmdlets.Input;

/// <summary>Takes the user's own figures out of PowerShell's wrappers.</summary>
internal static class CustomMetrics
{
    private const int DeepestLevel = 32;

    /// <summary>The figures, or null where the configuration does not want them.</summary>
    public static JsonMap? From(object? given, MetricsOptions options) =>
        options.CollectCustomMetrics ? From(given) : null;

    /// <summary>The figures of a dictionary, an object's properties, or JSON text.</summary>
    /// <exception cref="MetricsException">InvalidMetric: none of these.</exception>
    public static JsonMap? From(object? given)
    {
        try
        {
            return Unwrap(given) switch
            {
                null => null,
                "" => null,
                JsonMap map => JsonMap.Parse(map.ToJson()),
                IDictionary dictionary => JsonMap.FromDictionary(dictionary),
                string text => JsonMap.Parse(text),
                var other => throw Refused("that is none of these", other),
            };
        }
        catch (FormatException e)
        {
            throw Refused(e.Message, given);
        }
    }

    /// <summary>
    /// The value without PowerShell's wrappers: property bags become dictionaries. What holds itself, or lies too deep,
    /// is given as its text.
    /// </summary>
    public static object? Unwrap(object? value) => Unwrap(value, []);

    private static MetricsException Refused(string reason, object? given) => new(
        MetricsError.InvalidMetric,
        $"These are no custom metrics: {reason}. Give a dictionary, an object or the text of a JSON object.",
        given);

    private static object? Unwrap(object? value, List<object> holders)
    {
        switch (value)
        {
            case PSObject { BaseObject: not PSCustomObject } wrapped:
                return Unwrap(wrapped.BaseObject, holders);
            case string or JsonMap or not (PSObject or IEnumerable):
                return value;
            case var _ when holders.Count == DeepestLevel || holders.Exists(holder => ReferenceEquals(holder, value)):
                return value.ToString();
        }

        holders.Add(value);
        object plain = value switch
        {
            PSObject bag => Members(Properties(bag), holders),
            IDictionary dictionary => Members(Entries(dictionary), holders),
            _ => ((IEnumerable)value).Cast<object?>().Select(item => Unwrap(item, holders)).ToArray(),
        };
        holders.RemoveAt(holders.Count - 1);
        return plain;
    }

    private static OrderedDictionary Members(IEnumerable<(string Name, object? Value)> entries, List<object> holders)
    {
        var members = new OrderedDictionary();
        foreach ((string name, object? value) in entries)
        {
            members[name] = Unwrap(value, holders);
        }

        return members;
    }

    private static IEnumerable<(string Name, object? Value)> Properties(PSObject bag) =>
        bag.Properties.Select(property => (property.Name, (object?)property.Value));

    private static IEnumerable<(string Name, object? Value)> Entries(IDictionary dictionary)
    {
        foreach (DictionaryEntry entry in dictionary)
        {
            yield return (LanguagePrimitives.ConvertTo<string>(entry.Key), entry.Value);
        }
    }
}
