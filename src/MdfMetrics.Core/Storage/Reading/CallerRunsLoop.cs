using System.Runtime.ExceptionServices;

namespace MdfMetrics.Storage.Reading;

/// <summary>
/// A loop on all processors that never waits for the thread pool: what that does not get round to, the caller does.
/// Parallel.For waits for tasks that it queued, and so for ever when everybody in the pool is waiting too.
/// </summary>
internal static class CallerRunsLoop
{
    /// <summary>Calls the body for 0 to count - 1, in any order, on several threads.</summary>
    /// <exception cref="OperationCanceledException">The token was cancelled, or the body's first exception.</exception>
    public static void For(int count, Action<int> body, CancellationToken token)
    {
        int last = -1;
        int pending = count;
        ExceptionDispatchInfo? failure = null;
        var ended = new ManualResetEventSlim(count == 0);
        for (int helper = 1; helper < Math.Min(count, Environment.ProcessorCount); helper++)
        {
            ThreadPool.UnsafeQueueUserWorkItem(static work => work(), Work, preferLocal: false);
        }

        Work();
        ended.Wait(CancellationToken.None);
        failure?.Throw();

        void Work()
        {
            for (int i; (i = Interlocked.Increment(ref last)) < count;)
            {
                try
                {
                    if (failure is null)
                    {
                        token.ThrowIfCancellationRequested();
                        body(i);
                    }
                }
                catch (Exception exception)
                {
                    failure ??= ExceptionDispatchInfo.Capture(exception);
                }

                if (Interlocked.Decrement(ref pending) == 0)
                {
                    ended.Set();
                }
            }
        }
    }
}
