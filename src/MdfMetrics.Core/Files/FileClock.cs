namespace MdfMetrics.Files;

/// <summary>
/// The clock that the times of files are by: on a shared folder it is the server's, and this machine's may be hours off.
/// </summary>
internal static class FileClock
{
    /// <summary>What that clock shows.</summary>
    /// <param name="probe">The path of a file that is made to see it, and removed.</param>
    /// <exception cref="IOException">It can't be made.</exception>
    public static DateTime UtcNow(string probe)
    {
        try
        {
            File.WriteAllBytes(probe, [0]);
            return File.GetLastWriteTimeUtc(probe);
        }
        finally
        {
            File.Delete(probe);
        }
    }
}
