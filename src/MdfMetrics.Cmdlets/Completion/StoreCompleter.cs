using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;
using MdfMetrics.Cmdlets.Filters;
using MdfMetrics.Cmdlets.Session;
using MdfMetrics.Storage.Reading;

namespace MdfMetrics.Cmdlets.Completion;

/// <summary>Base of the completers: what the current run and the newest runs of the store know. Never throws.</summary>
internal abstract class StoreCompleter : IArgumentCompleter
{
    private protected const int NewestRuns = 5;

    private const string StoreScript =
        "$ExecutionContext.SessionState.Path.GetUnresolvedProviderPathFromPSPath($args[0])";

    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName,
        string parameterName,
        string wordToComplete,
        CommandAst commandAst,
        IDictionary fakeBoundParameters)
    {
        try
        {
            string word = wordToComplete.Trim('\'', '"');
            Func<string, bool> matches = Wildcard.Get(word + "*");
            return
            [
                .. Names(new MetricsReader(Store(commandName, fakeBoundParameters)))
                    .Distinct(StringComparer.Ordinal)
                    .Where(matches)
                    .Select(name => new CompletionResult(Quote(name), name, CompletionResultType.ParameterValue, name)),
            ];
        }
        catch (Exception e) when (
            e is MetricsException or RuntimeException or IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    private protected abstract IEnumerable<string> Names(MetricsReader store);

    /// <summary>The newest runs first.</summary>
    private protected static IEnumerable<RunMetrics> Newest(MetricsReader store, int count) =>
        Runs(store, new RunQuery { Last = count }).Reverse();

    /// <summary>Runs; none where there is no store yet, so that the current run's names still complete.</summary>
    private protected static IReadOnlyList<RunMetrics> Runs(MetricsReader store, RunQuery query)
    {
        try
        {
            return [.. store.ReadRuns(query, static _ => { })];
        }
        catch (MetricsException)
        {
            return [];
        }
    }

    private static string Store(string command, IDictionary bound)
    {
        // Of an Export- cmdlet, -Path is where it writes.
        bool isTarget = command.StartsWith("Export-", StringComparison.OrdinalIgnoreCase);
        object? given = bound["LiteralPath"] ?? bound["Store"] ?? (isTarget ? null : bound["Path"]);
        string path = (given as IEnumerable<object>)?.FirstOrDefault()?.ToString()
            ?? given?.ToString()
            ?? RunspaceSession.Current.DefaultStore;
        using var powerShell = PowerShell.Create(RunspaceMode.CurrentRunspace);
        return powerShell.AddScript(StoreScript).AddArgument(path).Invoke<string>()[0];
    }

    private static string Quote(string name) =>
        name.All(c => char.IsLetterOrDigit(c) || c is '_' or '-' or '.')
            ? name
            : $"'{CodeGeneration.EscapeSingleQuotedStringContent(name)}'";
}
