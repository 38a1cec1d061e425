namespace MdfMetrics.Alerts;

/// <summary>
/// Of each pipeline the newest run that a rule is about, for all rules at once: a store is read once, and no other run
/// of it is kept in memory.
/// </summary>
internal sealed class NewestRunsOfRules
{
    private readonly Dictionary<(int Rule, string? Pipeline), RunMetrics?> _newest = [];

    /// <param name="oldestFirst">The runs of a store.</param>
    public NewestRunsOfRules(IReadOnlyList<AlertRule> rules, IEnumerable<RunMetrics> oldestFirst)
    {
        foreach (RunMetrics run in oldestFirst)
        {
            for (int rule = 0; rule < rules.Count; rule++)
            {
                if (rules[rule].Tags?.Invoke(run.tags) != false)
                {
                    Add(rules[rule], (rule, run.pipeline_name), run);
                }
            }
        }
    }

    /// <summary>
    /// The pipelines that have runs with the tags of a rule, by name, and of each the newest one; null where none has
    /// the status that the rule misses.
    /// </summary>
    /// <param name="rule">The rule's place.</param>
    public IReadOnlyList<(string? Pipeline, RunMetrics? Newest)> Of(int rule) =>
    [
        .. _newest
            .Where(entry => entry.Key.Rule == rule)
            .OrderBy(entry => entry.Key.Pipeline, StringComparer.Ordinal)
            .Select(entry => (entry.Key.Pipeline, entry.Value)),
    ];

    private void Add(AlertRule rule, (int Rule, string? Pipeline) key, RunMetrics run)
    {
        if (rule.NoRun?.Accepts(run) != false)
        {
            _newest[key] = run;
        }
        else
        {
            _newest.TryAdd(key, null);
        }
    }
}
