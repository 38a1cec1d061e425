using System.Text;

namespace MdfMetrics;

/// <summary>Errors of runs may quote whole documents: what is kept of them.</summary>
internal static class ErrorText
{
    /// <summary>The longest one that is kept, bytes of UTF-8.</summary>
    public const int LargestBytes = 64 * 1024;

    /// <summary>The text; of a longer one its beginning, and a mark that says so. Null stays null.</summary>
    public static string? Kept(string? error)
    {
        if (error is null || error.Length <= LargestBytes / 3 || Encoding.UTF8.GetByteCount(error) <= LargestBytes)
        {
            return error;
        }

        string mark = Invariant($"… (cut: the whole text has {Encoding.UTF8.GetByteCount(error):N0} bytes)");
        byte[] bytes = new byte[LargestBytes - Encoding.UTF8.GetByteCount(mark)];

        // The encoder stops before a character that does not fit as a whole.
        Encoding.UTF8.GetEncoder().Convert(error, bytes, flush: true, out int characters, out _, out _);
        return error[..characters] + mark;
    }
}
