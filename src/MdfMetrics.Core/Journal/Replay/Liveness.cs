using MdfMetrics.Journal.Lines;

namespace MdfMetrics.Journal.Replay;

/// <summary>
/// Tells which runs are still going on: those that a process is at work for. May watch heartbeats for half a minute or
/// more, but those of all the runs at once.
/// </summary>
internal static class Liveness
{
    private static readonly TimeSpan s_lookAgain = TimeSpan.FromMilliseconds(500);

    /// <summary>Whether any process of the run still is at work.</summary>
    public static bool IsLive(JournaledRun run, TimeProvider time, CancellationToken token) =>
        LiveFolders([(run.Folder, run.Processes)], time, token).Count > 0;

    /// <summary>The journal folders of the runs that any process is at work for.</summary>
    public static IReadOnlySet<string> LiveFolders(
        IEnumerable<(string Folder, IReadOnlyList<JournaledProcess> Processes)> runs,
        TimeProvider time,
        CancellationToken token)
    {
        var live = new HashSet<string>(StringComparer.Ordinal);
        var watched =
            runs.Select(run => (run.Folder, run.Processes, Watch: new ProcessWatch(run.Folder, time))).ToList();
        while (true)
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
            if (watched.Count == 0)
            {
                return live;
            }

            token.WaitHandle.WaitOne(s_lookAgain);
            token.ThrowIfCancellationRequested();
        }
    }
}
