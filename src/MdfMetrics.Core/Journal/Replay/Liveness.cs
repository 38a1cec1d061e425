using MdfMetrics.Journal.Lines;
using MdfMetrics.Processes;
using MdfMetrics.Progress;

namespace MdfMetrics.Journal.Replay;

/// <summary>
/// Tells which runs are still going on: those that a process is at work for. May watch heartbeats for half a minute or
/// more, but those of all the runs at once.
/// </summary>
internal static class Liveness
{
    /// <summary>The journal folders of the runs that any process is at work for.</summary>
    /// <param name="progress">Follows the watch; null: nothing does.</param>
    public static IReadOnlySet<string> LiveFolders(
        IEnumerable<(string Folder, IReadOnlyList<JournaledProcess> Processes)> runs,
        TimeProvider time,
        CancellationToken token,
        WorkProgress? progress = null)
    {
        progress?.Begin("Looking for processes at work", unit: null, total: null, left: 9);
        var live = new HashSet<string>(StringComparer.Ordinal);
        var watched =
            runs.Select(run => (run.Folder, run.Processes, Watch: new ProcessWatch(run.Folder, time))).ToList();
        Heartbeat.Watch(
            () =>
            {
                progress?.Tick();
                watched.RemoveAll(run =>
                {
                    bool? isLive = IsLive(run.Processes, run.Watch);
                    if (isLive == true)
                    {
                        live.Add(run.Folder);
                    }

                    return isLive is not null;
                });
                return watched.Count == 0;
            },
            token);
        return live;
    }

    /// <summary>Whether a run is going on; null where only a watch over heartbeats would tell.</summary>
    public static bool? AtFirstSight(string folder, IReadOnlyList<JournaledProcess> processes, TimeProvider time) =>
        IsLive(processes, new ProcessWatch(folder, time));

    private static bool? IsLive(IReadOnlyList<JournaledProcess> processes, ProcessWatch watch)
    {
        bool?[] atWork = [.. processes.Select(watch.IsAtWork)];
        return atWork.Contains(true) ? true : atWork.Contains(null) ? null : false;
    }
}
