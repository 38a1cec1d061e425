using System.Collections;
using System.Management.Automation;
using MdfMetrics.Cmdlets.Input;

namespace MdfMetrics.Cmdlets.Filters;

/// <summary>
/// Tags as a filter: a hashtable of names and wildcard values, all of which must match (of several values of one name
/// either), or names to have.
/// </summary>
internal static class TagFilter
{
    /// <exception cref="MetricsException">InvalidName: no name, which any tags would meet, or an odd one.</exception>
    public static Func<JsonMap?, bool>? Create(object? given) => CustomMetrics.Unwrap(given) switch
    {
        null => null,
        IDictionary { Count: > 0 } wanted => Values(wanted),
        string { Length: > 0 } name => Names([name]),
        object[] { Length: > 0 } names => Names([.. names.Select(LanguagePrimitives.ConvertTo<string>)]),
        var other => throw new MetricsException(
            MetricsError.InvalidName,
            "Give -Tag names, or a hashtable of names and values: @{ team = 'search*' }.",
            other),
    };

    private static Func<JsonMap?, bool> Names(string[] names)
    {
        if (Array.Find(names, name => name.Contains('=', StringComparison.Ordinal)) is { } pair)
        {
            string[] parts = pair.Split('=', 2);
            throw new MetricsException(
                MetricsError.InvalidName,
                $"'{pair}' is no name of a tag. To ask for a value, give a hashtable: "
                    + $"@{{ '{parts[0].Trim()}' = '{parts[1].Trim()}' }}.",
                pair);
        }

        return tags => tags is not null && Array.TrueForAll(names, tags.Contains);
    }

    private static Func<JsonMap?, bool> Values(IDictionary wanted)
    {
        (string Name, NameFilter Values)[] wishes =
        [
            .. wanted.Keys.Cast<object>().Select(name => (
                LanguagePrimitives.ConvertTo<string>(name),
                new NameFilter(LanguagePrimitives.ConvertTo<string[]>(wanted[name] ?? string.Empty)))),
        ];
        return tags => tags is not null && Array.TrueForAll(
            wishes,
            wish => tags.Contains(wish.Name)
                && wish.Values.IsMatch(LanguagePrimitives.ConvertTo<string>(tags[wish.Name])));
    }
}
