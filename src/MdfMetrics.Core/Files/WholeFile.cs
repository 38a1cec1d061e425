namespace MdfMetrics.Files;

/// <summary>Small files that are there as a whole or not at all.</summary>
internal static class WholeFile
{
    /// <summary>Puts a file in the place of the one that may be there.</summary>
    public static void Replace(string path, ReadOnlySpan<byte> content) => Write(path, content, overwrite: true);

    /// <summary>Creates a file.</summary>
    /// <exception cref="IOException">There is one.</exception>
    public static void Create(string path, ReadOnlySpan<byte> content) => Write(path, content, overwrite: false);

    private static void Write(string path, ReadOnlySpan<byte> content, bool overwrite)
    {
        var whole = TemporaryFile.Beside(path);
        using (var file = new FileStream(whole.Path, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0))
        {
            file.Write(content);
        }

        whole.Publish(overwrite);
    }
}
