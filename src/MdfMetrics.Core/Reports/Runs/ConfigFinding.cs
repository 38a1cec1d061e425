using MdfMetrics.Reports.Changes;
using MdfMetrics.Reports.Data;
using MdfMetrics.Reports.Facts;
using MdfMetrics.Reports.Words;

namespace MdfMetrics.Reports.Runs;

/// <summary>Whether the run ran with what the others ran with.</summary>
internal static class ConfigFinding
{
    private const int MostNames = 3;

    public static string Of(RunFacts facts)
    {
        if (!facts.Evidence.HasReference)
        {
            return facts.Run.config is null
                ? "The run has no configuration."
                : "There is no run to compare it with yet.";
        }

        IReadOnlyList<ChangeLine> changes = ChangeFinder.Find(facts.Run, facts.Evidence.References, string.Empty);
        ILookup<string, string> names = changes.ToLookup(change => change.Kind, change => change.What);
        string[] keys = [.. names[ChangeKind.Config].Select(what => what.Split(' ', 2)[1])];
        string[] context = [.. names[ChangeKind.Context]];
        string config = facts.Run.config is null ? "The run has no configuration"
            : keys.Length == 0 ? $"The configuration is the same as in {facts.Evidence.Before}"
            : $"In the configuration {Spoken.List(keys, MostNames)} {
                (keys.Length == 1 ? "differs" : "differ")} from {facts.Evidence.Before}";
        return context.Length == 0 ? $"{config}."
            : $"{config}; {Spoken.List([.. context.Select(Name)], MostNames)} changed.";
    }

    // Names of products keep their capital.
    private static string Name(string what) => what is "PowerShell" or "MdfMetrics"
        ? what
        : $"the {char.ToLowerInvariant(what[0])}{what[1..]}";
}
