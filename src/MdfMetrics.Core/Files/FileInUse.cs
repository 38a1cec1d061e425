namespace MdfMetrics.Files;

/// <summary>Tells errors of a file that another has open from others.</summary>
internal static class FileInUse
{
    // EAGAIN on Linux and on macOS, ERROR_SHARING_VIOLATION.
    private const int Linux = 11;
    private const int Mac = 35;
    private const int Windows = unchecked((int)0x80070020);

    /// <summary>Whether an error says so.</summary>
    public static bool Is(IOException exception) => exception.HResult is Linux or Mac or Windows;
}
