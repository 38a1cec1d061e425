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
        string word = wordToComplete.Trim('\'', '"').Replace(' ', '_');
        return ZoneNames.All()
            .Where(name => name.StartsWith(word, StringComparison.OrdinalIgnoreCase)
                || name.Contains("/" + word, StringComparison.OrdinalIgnoreCase))
            .Select(static name => new CompletionResult(name));
    }
}
