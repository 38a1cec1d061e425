using MdfMetrics.Alerts.State;

namespace MdfMetrics.Tests.Alerts.State;

/// <summary>What a scheduler does: the same call again and again, by one state file, which is not in the store.</summary>
internal sealed class ScheduledCalls(JudgedStore store, params object[] rules) : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("mdf-state-").FullName;

    public string StatePath => Path.Combine(_folder, "state.json");

    /// <summary>When an alert that holds is told again.</summary>
    public TimeSpan? RepeatAfter { get; init; }

    public TimeSpan Patience { get; init; } = StateLock.Patience;

    public bool Keep { get; init; } = true;

    /// <summary>What the last call said of the state.</summary>
    public List<string> Warnings { get; } = [];

    /// <summary>Why the last call did not judge the store to the end.</summary>
    public List<MetricsException> Errors { get; } = [];

    /// <summary>The alerts of a call, as <c>rule:run</c>.</summary>
    public string[] Call(string? statePath = null)
    {
        Warnings.Clear();
        Errors.Clear();
        using var state = AlertState.Open(
            statePath ?? StatePath,
            Keep,
            RepeatAfter,
            store.Clock,
            Patience,
            Warnings.Add,
            default);
        var told = new List<string>();
        try
        {
            foreach (Alert alert in store.JudgeOf(rules).JudgeStore(store.Path, state.Of(store.Path)))
            {
                told.Add($"{alert.rule}:{alert.run_id}");
            }
        }
        catch (MetricsException e)
        {
            Errors.Add(e);
        }

        state.Save();
        return [.. told];
    }

    /// <summary>The calls before, which told what there was.</summary>
    public ScheduledCalls Begun()
    {
        Call();
        return this;
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
