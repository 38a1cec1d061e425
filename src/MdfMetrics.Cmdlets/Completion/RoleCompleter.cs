using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;

namespace MdfMetrics.Cmdlets.Completion;

/// <summary>Completes roles; rows from the pipeline may have none, which no ValidateSet takes.</summary>
public abstract class RoleCompleter : IArgumentCompleter
{
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName,
        string parameterName,
        string wordToComplete,
        CommandAst commandAst,
        IDictionary fakeBoundParameters) => Roles
            .Where(role => role.StartsWith(wordToComplete.Trim('\'', '"'), StringComparison.OrdinalIgnoreCase))
            .Select(role => new CompletionResult(role));

    private protected abstract IEnumerable<string> Roles { get; }
}
