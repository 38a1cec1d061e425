using System.Diagnostics;

namespace MdfMetrics.Tests;

/// <summary>
/// Waits for what happens elsewhere: in another thread, another process. The only place where tests may sleep.
/// </summary>
internal static class Eventually
{
    private static readonly TimeSpan s_lookAgain = TimeSpan.FromMilliseconds(10);

    /// <summary>Waits until a condition holds, and fails when that takes longer than the timeout.</summary>
    /// <param name="what">What is waited for, as the message tells it.</param>
    public static void Holds(Func<bool> condition, TimeSpan timeout, string what)
    {
        var clock = Stopwatch.StartNew();
        while (!condition())
        {
            Assert.True(clock.Elapsed < timeout, $"After {timeout} still not: {what}.");
            Thread.Sleep(s_lookAgain);
        }
    }

    /// <summary>Waits for the end of a task, and fails when that takes longer than the timeout.</summary>
    public static T Ends<T>(Task<T> task, TimeSpan timeout, string what)
    {
        Assert.True(((IAsyncResult)task).AsyncWaitHandle.WaitOne(timeout), $"After {timeout} still not: {what}.");
        return task.GetAwaiter().GetResult();
    }
}
