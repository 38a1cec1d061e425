using MdfMetrics.Journal.Lines;
using MdfMetrics.Journal.Manifest;
using MdfMetrics.Journal.Replay;
using MdfMetrics.Storage.Layout;

namespace MdfMetrics.Runs;

/// <summary>
/// The workers of a run, as the process that started it sees them: it waits for those that are at work or expected, and
/// gathers what all of them did.
/// </summary>
/// <param name="folder">The run's journal folder.</param>
/// <param name="ownJournal">The name of this process's own journal.</param>
/// <param name="onError">Receives parts of journals that can't be read.</param>
internal sealed class WorkerGathering(
    string folder,
    string ownJournal,
    TimeProvider time,
    Action<MetricsException> onError)
{
    private static readonly TimeSpan s_lookAgain = TimeSpan.FromMilliseconds(100);

    private readonly JournalReplay _replay = new(folder, onError);
    private readonly ProcessWatch _watch = new(folder, time);
    private readonly HashSet<string> _done = new(StringComparer.Ordinal);

    /// <summary>Whether any process but this one takes part.</summary>
    public bool HasWorkers => _replay.Processes.Any(IsWorker);

    /// <summary>
    /// Expected workers that have not come, and those that are at work: their rows so far are gathered.
    /// </summary>
    public IReadOnlyList<string> Missing { get; private set; } = [];

    /// <summary>
    /// Workers that died, or that nothing more is heard of: their rows are gathered up to their last sign of life.
    /// </summary>
    public IReadOnlyList<string> Dead { get; private set; } = [];

    /// <summary>
    /// When the run ended: when, while it waited, a worker last came or went; where none did, when it began to wait.
    /// </summary>
    public long Ended { get; private set; }

    /// <summary>
    /// Waits until every worker that joined has ended or died, and every expected one has come; lets no more join.
    /// </summary>
    /// <param name="expected">Who is to come.</param>
    /// <param name="hasOwn">Whether this process itself has rows of that worker.</param>
    /// <param name="timeout">How long to wait at most; zero: not at all.</param>
    /// <param name="onWaiting">Receives, every moment, whom it waits for; its exception ends the waiting.</param>
    public void Gather(
        ExpectedWorkers expected,
        Predicate<string> hasOwn,
        TimeSpan timeout,
        Action<IReadOnlyList<string>> onWaiting)
    {
        long began = Ended = time.GetTimestamp();
        Wait();
        Close();

        // Some may have joined just before that; none can any more. And who has just died wrote a last word before.
        Wait();
        Update();

        void Wait()
        {
            for (bool isFirst = true; ; isFirst = false)
            {
                Update();
                IReadOnlyList<string> before = Missing;
                Look(expected, hasOwn);
                if (!isFirst && !Missing.SequenceEqual(before))
                {
                    Ended = time.GetTimestamp();
                }

                if (Missing.Count == 0 || time.GetElapsedTime(began) >= timeout)
                {
                    return;
                }

                onWaiting(Missing);
                Thread.Sleep(s_lookAgain);
            }
        }
    }

    /// <summary>The names of the workers' journals that may tell more.</summary>
    public IEnumerable<string> Unfinished =>
        _replay.Processes.Where(IsWorker).Select(worker => worker.Name).Where(name => !IsDone(name));

    /// <summary>What all of them did; null where the journals don't tell of the run.</summary>
    public JournaledRun? Result() => _replay.Result();

    /// <summary>Whether all that the worker's journal of that name will ever tell is gathered.</summary>
    public bool IsDone(string journal) => _done.Contains(journal);

    private void Update()
    {
        if (_replay.Processes.Any() || HasJournals())
        {
            _replay.Update();
        }
    }

    private void Close()
    {
        try
        {
            RunManifestFile.Close(folder, time);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            onError(new MetricsException(
                MetricsError.StoreNotWritable,
                $"More workers may yet join the run of '{folder}', because that can't be noted: {e.Message} "
                    + "Restore-MdfRun adds what they do.",
                folder,
                e));
        }
    }

    /// <summary>A run without workers has nothing to read: its own journal tells nothing new.</summary>
    private bool HasJournals() => Directory.Exists(folder)
        && JournalLayout.JournalsOf(folder).Any(path => Path.GetFileNameWithoutExtension(path) != ownJournal);

    private void Look(ExpectedWorkers expected, Predicate<string> hasOwn)
    {
        var atWork = new List<string>();
        var dead = new List<string>();
        JournaledProcess[] workers = [.. _replay.Processes.Where(IsWorker)];
        foreach (JournaledProcess worker in workers)
        {
            if (_watch.IsAtWork(worker) != false)
            {
                atWork.Add(worker.WorkerId);
                _done.Remove(worker.Name);
                continue;
            }

            if (!worker.IsOnlyHeard)
            {
                _done.Add(worker.Name);
            }

            if (!worker.HasEnded)
            {
                dead.Add(worker.WorkerId);
            }
        }

        int missing = expected.Count - workers.DistinctBy(worker => worker.WorkerId).Count();
        IEnumerable<string> absent = expected.Ids.Where(id => !_replay.Knows(id) && !hasOwn(id));
        Missing = [.. atWork, .. absent, .. missing > 0 ? [$"{missing} more"] : Array.Empty<string>()];
        Dead = dead;
    }

    private bool IsWorker(JournaledProcess process) => process.Name != ownJournal;
}
