using System.Net.Http.Headers;

namespace MdfMetrics.Traces.Otlp;

/// <summary>When a request that was not taken is sent again.</summary>
internal static class Backoff
{
    private const double FirstSeconds = 1;
    private const double LargestSeconds = 60;
    private const double Jitter = 0.2;

    /// <summary>What the receiver asks for; else twice as long each time, not at the same moment as all others.</summary>
    /// <param name="attempt">How often it was tried: 1, 2, …</param>
    public static TimeSpan Delay(int attempt, RetryConditionHeaderValue? asked, DateTimeOffset now)
    {
        if (asked?.Delta is { } delta)
        {
            return delta;
        }

        if (asked?.Date is { } date)
        {
            return date > now ? date - now : TimeSpan.Zero;
        }

        double seconds = Math.Min(FirstSeconds * Math.Pow(2, attempt - 1), LargestSeconds);
        return TimeSpan.FromSeconds(seconds * (1 - Jitter + (2 * Jitter * Random.Shared.NextDouble())));
    }
}
