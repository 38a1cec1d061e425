using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;
using MdfMetrics.Summaries.Periods;

namespace MdfMetrics.Cmdlets.Completion;

/// <summary>Completes IANA names of time zones, also from the name of the city.</summary>
internal sealed class TimeZoneCompleter : IArgumentCompleter
{
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName,
        string parameterName,
        string wordToComplete,
        CommandAst commandAst,
        IDictionary fakeBoundParameters)
    {
        string word = WildcardPattern.Escape(wordToComplete.Trim('\'', '"').Replace(' ', '_'));
        WildcardPattern[] patterns =
        [
            WildcardPattern.Get(word + "*", WildcardOptions.IgnoreCase),
            WildcardPattern.Get("*/" + word + "*", WildcardOptions.IgnoreCase),
        ];
        return ZoneNames.All()
            .Where(name => patterns.Any(pattern => pattern.IsMatch(name)))
            .Select(static name => new CompletionResult(name));
    }
}
