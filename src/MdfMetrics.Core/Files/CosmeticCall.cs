using System.Collections.Concurrent;

namespace MdfMetrics.Files;

/// <summary>
/// Calls that some file systems refuse, and that cost no figure: the mode of a file on CIFS, vfat or a FUSE of another
/// owner, a folder's fsync. Each kind is told of once in a process.
/// </summary>
internal static class CosmeticCall
{
    private static readonly ConcurrentDictionary<string, bool> s_refused = new(StringComparer.Ordinal);
    private static readonly ConcurrentQueue<string> s_warnings = new();

    /// <summary>Does what is as well left undone.</summary>
    /// <param name="refusal">What the warning says, once: "The mode can't be set".</param>
    /// <param name="path">What of.</param>
    public static void Try(string refusal, string path, Action call)
    {
        try
        {
            call();
        }
        catch (Exception gone) when (gone is FileNotFoundException or DirectoryNotFoundException)
        {
            // Whatever needs it finds that out.
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            if (s_refused.TryAdd(refusal, true))
            {
                s_warnings.Enqueue(
                    $"{refusal} of '{path}': {e.Message} The file system may not know it, as those of Windows shares. "
                        + "Nothing is lost by it, and it is not told again in this session.");
            }
        }
    }

    /// <summary>What has not been told yet.</summary>
    public static IEnumerable<string> TakeWarnings()
    {
        while (s_warnings.TryDequeue(out string? warning))
        {
            yield return warning;
        }
    }
}
