namespace MdfMetrics.Tests;

/// <summary>What a thread of its own does over and over, while a test does something else.</summary>
internal sealed class Repeated
{
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(1);

    private readonly Task _task;
    private int _turns;

    /// <param name="until">Ends it after the turn that is going on.</param>
    public Repeated(Action action, CancellationToken until) => _task = Task.Factory.StartNew(
        () =>
        {
            while (!until.IsCancellationRequested)
            {
                action();
                Interlocked.Increment(ref _turns);
            }
        },
        TaskCreationOptions.LongRunning);

    /// <summary>Waits until each has done two more turns, the second of which began after this moment.</summary>
    public static void WaitForTwoTurns(params Repeated[] all)
    {
        int[] before = [.. all.Select(one => Volatile.Read(ref one._turns))];
        Eventually.Holds(
            () => all.Zip(before).All(pair => pair.First._task.IsCompleted || pair.First._turns >= pair.Second + 2),
            s_patience,
            "two turns of each");
    }

    /// <summary>Waits for the end of all, with the exception of the first that failed.</summary>
    public static Task EndOf(params Repeated[] all) => Task.WhenAll(all.Select(one => one._task));
}
