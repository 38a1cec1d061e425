using MdfMetrics.Alerts.State;

namespace MdfMetrics.Alerts;

/// <summary>
/// Which runs of a store each rule is about: of each pipeline the newest that ended, those that are new to a state, and
/// those that go on. A store is read once for all rules, and no other run of it is kept in memory.
/// </summary>
internal sealed class RunsOfRules
{
    private readonly IReadOnlyList<AlertRule> _rules;
    private readonly StoreState? _state;
    private readonly Dictionary<(int Rule, string? Pipeline), RunMetrics?> _newest = [];
    private readonly List<RunMetrics> _new = [];
    private readonly List<RunMetrics> _running = [];

    /// <param name="oldestFirst">The runs of a store.</param>
    /// <param name="state">What calls before have judged; null: nobody remembers.</param>
    public RunsOfRules(IReadOnlyList<AlertRule> rules, IEnumerable<RunMetrics> oldestFirst, StoreState? state)
    {
        (_rules, _state) = (rules, state);
        foreach (RunMetrics run in oldestFirst)
        {
            if (run.status == RunStatus.Running)
            {
                _running.Add(run);
            }
            else if (state?.Note(run) == true)
            {
                _new.Add(run);
            }

            for (int rule = 0; rule < rules.Count; rule++)
            {
                if (rules[rule].IsAbout(run) && (rules[rule].NoRun is not null || run.status != RunStatus.Running))
                {
                    AddNewest(rule, run);
                }
            }
        }
    }

    /// <summary>
    /// The pipelines that have runs with the tags of a rule, by name, and of each the newest one; null where none has
    /// the status that the rule misses.
    /// </summary>
    /// <param name="rule">The rule's place.</param>
    public IReadOnlyList<(string? Pipeline, RunMetrics? Newest)> Newest(int rule) =>
    [
        .. _newest
            .Where(entry => entry.Key.Rule == rule)
            .OrderBy(entry => entry.Key.Pipeline, StringComparer.Ordinal)
            .Select(entry => (entry.Key.Pipeline, entry.Value)),
    ];

    /// <summary>The runs that a rule judges.</summary>
    /// <param name="rule">The rule's place.</param>
    public IEnumerable<RunMetrics> ToJudge(int rule)
    {
        AlertRule judge = _rules[rule];
        IEnumerable<RunMetrics> running = judge.Runs == AlertRuns.Ended ? [] : _running.Where(judge.IsAbout);
        return judge.Runs == AlertRuns.Running ? running : Ended(rule).Concat(running);
    }

    // Of a run that was judged before only an alert that was told of it may hold still.
    private IEnumerable<RunMetrics> Ended(int rule)
    {
        IEnumerable<RunMetrics> newest = Newest(rule).Select(pipeline => pipeline.Newest!);
        return _state is null or { IsFirst: true } ? newest : _new
            .Where(_rules[rule].IsAbout)
            .Concat(newest.Where(run => _state.HasTold(_rules[rule].Name, run)))
            .DistinctBy(run => RunId.Canonical(run.run_id));
    }

    private void AddNewest(int rule, RunMetrics run)
    {
        (int Rule, string? Pipeline) key = (rule, run.pipeline_name);
        if (run.StartUtc is null && _newest.GetValueOrDefault(key) is not null)
        {
            // Others may write runs of no age: they come last, and are older than any other.
            return;
        }

        if (_rules[rule].NoRun?.Accepts(run) != false)
        {
            _newest[key] = run;
        }
        else
        {
            _newest.TryAdd(key, null);
        }
    }
}
