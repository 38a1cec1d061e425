using System.Globalization;

namespace MdfMetrics.Traces.Otlp;

/// <summary>A moment in nanoseconds since 1970, as OTLP counts: nothing before, and no year after 2554.</summary>
internal readonly record struct UnixTime(ulong Nanoseconds)
{
    private const ulong NanosecondsInTick = 100;
    private const double NanosecondsInSecond = 1e9;

    public static UnixTime Of(DateTime utc)
    {
        ulong ticks = (ulong)Math.Max(0, utc.Ticks - DateTime.UnixEpoch.Ticks);
        return new UnixTime(ticks > ulong.MaxValue / NanosecondsInTick ? ulong.MaxValue : ticks * NanosecondsInTick);
    }

    public static UnixTime Max(UnixTime first, UnixTime second) =>
        first.Nanoseconds >= second.Nanoseconds ? first : second;

    /// <summary>So many seconds later; files of others may say that an operator took longer than there is time.</summary>
    /// <param name="seconds">Not a number and what is below 0 count as 0.</param>
    public UnixTime After(double seconds)
    {
        double nanoseconds = seconds > 0 ? Math.Round(seconds * NanosecondsInSecond) : 0;
        ulong room = ulong.MaxValue - Nanoseconds;
        return new UnixTime(nanoseconds < room ? Nanoseconds + (ulong)nanoseconds : ulong.MaxValue);
    }

    public double ToSeconds() => Nanoseconds / NanosecondsInSecond;

    public override string ToString() => Nanoseconds.ToString(CultureInfo.InvariantCulture);
}
