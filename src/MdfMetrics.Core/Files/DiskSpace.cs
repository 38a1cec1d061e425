namespace MdfMetrics.Files;

/// <summary>Tells errors of a disk without space from others.</summary>
internal static class DiskSpace
{
    private const int NoSpace = 28;
    private const int QuotaExceeded = 122;
    private const int WindowsDiskFull = unchecked((int)0x80070070);
    private const int WindowsHandleDiskFull = unchecked((int)0x80070027);

    /// <summary>Whether an error says that there is no space left, or no quota.</summary>
    public static bool IsUsedUp(Exception? exception) =>
        exception is IOException
        && exception.HResult is NoSpace or QuotaExceeded or WindowsDiskFull or WindowsHandleDiskFull;
}
