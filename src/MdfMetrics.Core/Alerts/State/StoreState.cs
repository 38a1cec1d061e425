using System.Text.Json;
using MdfMetrics.Records;

namespace MdfMetrics.Alerts.State;

/// <summary>
/// Which ended runs of a store were judged by the calls before, and when they told the alerts that held. A run is new
/// by its id, not by its time: it may have begun before other calls, or come late. Its end is kept too: the same id
/// with another end is a run of its own, or one that was taken for dead.
/// </summary>
internal sealed class StoreState
{
    private const int MostRuns = 10_000;

    private static readonly TimeSpan s_window = TimeSpan.FromDays(30);

    private readonly DateTime _now;
    private readonly TimeSpan _repeatAfter;

    /// <summary>Runs that ended later than this are remembered, and no others are new. Unix milliseconds.</summary>
    private readonly long _since;

    /// <summary>The ends of the judged runs by their keys, Unix milliseconds.</summary>
    private readonly Dictionary<string, long> _ends;

    private readonly Dictionary<AlertKey, DateTime> _told;
    private readonly Dictionary<AlertKey, DateTime> _holding = [];
    private readonly HashSet<(string Rule, string? Run)> _toldOfRuns;
    private bool _isJudged;

    private StoreState(
        DateTime now,
        TimeSpan? repeatAfter,
        long? since,
        Dictionary<string, long> ends,
        Dictionary<AlertKey, DateTime> told)
    {
        _now = now;
        _repeatAfter = repeatAfter ?? TimeSpan.MaxValue;
        IsFirst = since is null;
        _since = since ?? Milliseconds(now - s_window);
        _ends = ends;
        _told = told;
        _toldOfRuns = [.. told.Keys.Select(key => (key.Rule, key.Run))];
    }

    /// <summary>Whether no call before was about this store.</summary>
    public bool IsFirst { get; }

    /// <summary>Of a store that is judged for the first time.</summary>
    /// <param name="now">The time of this call, UTC.</param>
    /// <param name="repeatAfter">When an alert that holds is told again; null: never.</param>
    public static StoreState New(DateTime now, TimeSpan? repeatAfter) => new(now, repeatAfter, null, [], []);

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    /// <exception cref="FormatException">It is something else, or of a time to come.</exception>
    public static StoreState Read(JsonRecord json, DateTime now, TimeSpan? repeatAfter)
    {
        DateTime since = json.GetDateTime("since") ?? throw new FormatException("'since' is missing");
        if (since > now)
        {
            throw new FormatException(Invariant($"its time, {since:yyyy-MM-dd HH:mm:ss} UTC, is still to come"));
        }

        var told = new Dictionary<AlertKey, DateTime>();
        foreach (JsonRecord alert in json.Items("alerts"))
        {
            var key = new AlertKey(
                alert.Required("rule"),
                alert.GetString("pipeline_name"),
                alert.GetString("run_id"),
                alert.GetString("stage_name"),
                alert.GetString("operator_name"),
                alert.GetString("worker_id"));
            told[key] = alert.GetDateTime("told") ?? throw new FormatException("'told' is missing");
        }

        return new StoreState(now, repeatAfter, Milliseconds(since), json.Object("runs")?.Counts() ?? [], told);
    }

    /// <summary>Notes that a run which has ended is judged by this call.</summary>
    /// <returns>Whether it is new: no call before has judged it, and this is not the first one.</returns>
    public bool Note(RunMetrics run)
    {
        // When it ended is not known of some runs that other writers wrote: they are not new.
        long end = (run.EndUtc ?? run.StartUtc) is { } time ? Milliseconds(time) : _since;
        if (end <= _since)
        {
            return false;
        }

        string key = RunId.Canonical(run.run_id);
        bool isKnown = _ends.TryGetValue(key, out long known) && known == end;
        _ends[key] = end;
        return !isKnown && !IsFirst;
    }

    /// <summary>Whether the call before had an alert of a rule about a run.</summary>
    public bool HasTold(string rule, RunMetrics run) => _toldOfRuns.Contains((rule, RunId.Canonical(run.run_id)));

    /// <summary>
    /// Notes that an alert holds. Those that are not noted in a call have ceased, and are told anew when they come again.
    /// </summary>
    /// <returns>Whether it is to be told: for the first time, or again.</returns>
    public bool Hold(AlertKey alert)
    {
        bool isDue = !_told.TryGetValue(alert, out DateTime told) || _now - told >= _repeatAfter;
        return _holding.TryAdd(alert, isDue ? _now : told) && isDue;
    }

    /// <summary>Notes that the store was judged to the end: what was not noted to hold has ceased.</summary>
    public void End() => _isJudged = true;

    /// <summary>What the next call is to know, in bounded size.</summary>
    public void Write(Utf8JsonWriter json)
    {
        if (!_isJudged)
        {
            foreach ((AlertKey alert, DateTime told) in _told)
            {
                _holding.TryAdd(alert, told);
            }
        }

        long since = Math.Max(_since, Milliseconds(_now - s_window));
        KeyValuePair<string, long>[] latest = [.. _ends.OrderByDescending(run => run.Value)];
        since = latest.Length > MostRuns ? Math.Max(since, latest[MostRuns].Value) : since;
        json.Time("since", DateTimeOffset.FromUnixTimeMilliseconds(since).UtcDateTime);
        json.WriteStartObject("runs");
        foreach ((string key, long end) in latest.TakeWhile(run => run.Value > since))
        {
            json.WriteNumber(key, end);
        }

        json.WriteEndObject();
        json.Array("alerts", _holding, static (json, alert) =>
        {
            json.Text("rule", alert.Key.Rule);
            json.Text("pipeline_name", alert.Key.Pipeline);
            json.Text("run_id", alert.Key.Run);
            json.Text("stage_name", alert.Key.Stage);
            json.Text("operator_name", alert.Key.Operator);
            json.Text("worker_id", alert.Key.Worker);
            json.Time("told", alert.Value);
        });
    }

    private static long Milliseconds(DateTime utc) => new DateTimeOffset(utc, TimeSpan.Zero).ToUnixTimeMilliseconds();
}
