namespace MdfMetrics;

/// <summary>A moment kept as UTC in whole milliseconds, the resolution of the files, and shown in local time.</summary>
internal readonly struct UtcTime(DateTime utc)
{
    private readonly DateTime _utc = utc;

    /// <summary>The moment as UTC.</summary>
    public DateTime Utc => _utc;

    /// <summary>The moment as a PowerShell user expects it: Kind is Local.</summary>
    public DateTime Local => _utc.ToLocalTime();

    /// <summary>Takes a local (or unspecified, read as local) or UTC time.</summary>
    public static UtcTime From(DateTime time)
    {
        DateTime utc = time.ToUniversalTime();
        return new UtcTime(new DateTime(utc.Ticks - (utc.Ticks % TimeSpan.TicksPerMillisecond), DateTimeKind.Utc));
    }
}
