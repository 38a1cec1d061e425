using MdfMetrics.Reports.Data;

namespace MdfMetrics.Reports.Changes;

/// <summary>What a run ran with that none of the runs before it had.</summary>
internal static class ChangeFinder
{
    private const int Most = 20;

    /// <param name="first">The first run that was otherwise.</param>
    /// <param name="before">The runs before it, the newest first.</param>
    /// <param name="note">What it is the first of: "first slow run".</param>
    public static IReadOnlyList<ChangeLine> Find(RunMetrics first, IReadOnlyList<RunMetrics> before, string note)
    {
        if (before.Count == 0)
        {
            return [];
        }

        var now = new RunSetting(first);
        RunSetting[] then = [.. before.Select(run => new RunSetting(run))];
        return [.. Find(ChangeKind.Context).Concat(Find(ChangeKind.Config)).Take(Most)];

        IEnumerable<ChangeLine> Find(string kind) =>
            from name in then.SelectMany(run => run.Of(kind).Keys).Concat(now.Of(kind).Keys).Distinct()
            let value = Value(now, kind, name)
            where then.All(run => Value(run, kind, name) != value)
            select new ChangeLine
            {
                Kind = kind,
                What = kind == ChangeKind.Config ? $"Configuration {name}" : name,
                Was = Value(then[0], kind, name),
                Now = value,
                Since = first.StartUtc!.Value,
                Note = note,
            };
    }

    private static string? Value(RunSetting run, string kind, string name) => run.Of(kind).GetValueOrDefault(name);
}
