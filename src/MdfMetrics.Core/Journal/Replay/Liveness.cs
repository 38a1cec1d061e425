using MdfMetrics.Journal.Lines;
using MdfMetrics.Processes;

namespace MdfMetrics.Journal.Replay;

/// <summary>
/// Tells which runs are still going on: those that a process is at work for. May watch heartbeats for half a minute or
/// more, but those of all the runs at once.
/// </summary>
internal static class Liveness
{
    /// <summary>The journal folders of the runs that any process is at work for.</summary>
    public static IReadOnlySet<string> LiveFolders(
        IEnumerable<(string Folder, IReadOnlyList<JournaledProcess> Processes)> runs,
        TimeProvider time,
        CancellationToken token)
    {
        var live = new HashSet<string>(StringComparer.Ordinal);
        var watched =
            runs.Select(run => (run.Folder, run.Processes, Watch: new ProcessWatch(run.Folder, time))).ToList();
        Heartbeat.Watch(
            () =>
            {
                watched.RemoveAll(run =>
                {
                    bool?[] atWork = [.. run.Processes.Select(run.Watch.IsAtWork)];
                    if (atWork.Contains(true))
                    {
                        live.Add(run.Folder);
                    }

                    return atWork.Contains(true) || !atWork.Contains(null);
                });
                return watched.Count == 0;
            },
            token);
        return live;
    }
}
