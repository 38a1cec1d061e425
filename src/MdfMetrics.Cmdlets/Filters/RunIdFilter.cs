using System.Management.Automation;
using MdfMetrics.Storage.Reading;

namespace MdfMetrics.Cmdlets.Filters;

/// <summary>The ids a user asks for, as the reader wants them: exact ones to look up, patterns to match.</summary>
internal sealed class RunIdFilter
{
    private readonly Func<string, bool>[] _patterns;

    private RunIdFilter(string[] exactIds, Func<string, bool>[] patterns)
    {
        ExactIds = exactIds;
        _patterns = patterns;
    }

    /// <summary>The ids without wildcards: each of them should be found.</summary>
    public IReadOnlyList<string> ExactIds { get; }

    /// <summary>A filter for ids; null or none at all: every run.</summary>
    public static RunIdFilter Create(IReadOnlyCollection<string>? ids)
    {
        ILookup<bool, string> byKind = (ids ?? []).ToLookup(WildcardPattern.ContainsWildcardCharacters);
        return new RunIdFilter([.. byKind[false]], [.. byKind[true].Select(Wildcard.Get)]);
    }

    /// <summary>The query with these ids in it.</summary>
    public RunQuery Apply(RunQuery query)
    {
        if (_patterns.Length == 0)
        {
            return ExactIds.Count == 0 ? query : query with { ExactIds = ExactIds };
        }

        return query with { Matches = Matches };
    }

    private bool Matches(string id) =>
        _patterns.Any(matches => matches(id)) || ExactIds.Any(exact => RunId.Same(exact, id));
}
