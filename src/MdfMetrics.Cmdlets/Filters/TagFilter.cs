using System.Collections;
using System.Management.Automation;
using MdfMetrics.Cmdlets.Input;

namespace MdfMetrics.Cmdlets.Filters;

/// <summary>
/// Tags as a filter: a hashtable of names and wildcard values, all of which must match, or names to have.
/// </summary>
internal static class TagFilter
{
    public static Func<JsonMap?, bool>? Create(object? given) => CustomMetrics.Unwrap(given) switch
    {
        null => null,
        IDictionary wanted => Values(wanted),
        string name => tags => tags?.Contains(name) == true,
        IEnumerable names => Names([.. names.Cast<object>().Select(LanguagePrimitives.ConvertTo<string>)]),
        var other => throw new MetricsException(
            MetricsError.InvalidName,
            "Give -Tag names, or a hashtable of names and values: @{ team = 'search*' }.",
            other),
    };

    private static Func<JsonMap?, bool> Names(string[] names) =>
        tags => tags is not null && Array.TrueForAll(names, tags.Contains);

    private static Func<JsonMap?, bool> Values(IDictionary wanted)
    {
        (string Name, WildcardPattern Pattern)[] patterns =
        [
            .. wanted.Keys.Cast<object>().Select(name => (
                LanguagePrimitives.ConvertTo<string>(name),
                Wildcard.Get(LanguagePrimitives.ConvertTo<string>(wanted[name])))),
        ];
        return tags => tags is not null && Array.TrueForAll(
            patterns,
            wish => tags.Contains(wish.Name)
                && wish.Pattern.IsMatch(LanguagePrimitives.ConvertTo<string>(tags[wish.Name])));
    }
}
