using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;

namespace MdfMetrics.Cmdlets.Completion;

/// <summary>
/// Completes what operators can be for; rows from the pipeline may have no role, which no ValidateSet takes.
/// </summary>
public sealed class OperatorRoleCompleter : IArgumentCompleter
{
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName,
        string parameterName,
        string wordToComplete,
        CommandAst commandAst,
        IDictionary fakeBoundParameters) => OperatorRole.All
            .Where(role => role.StartsWith(wordToComplete.Trim('\'', '"'), StringComparison.OrdinalIgnoreCase))
            .Select(role => new CompletionResult(role));
}
