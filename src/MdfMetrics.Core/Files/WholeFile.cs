namespace MdfMetrics.Files;

/// <summary>Small files that are there as a whole or not at all.</summary>
internal static class WholeFile
{
    /// <summary>Puts a file in the place of the one that may be there.</summary>
    public static void Replace(string path, ReadOnlySpan<byte> content) =>
        Write(path, content, overwrite: true, isShared: false);

    /// <summary>The same of a file of a store: whoever may list its folder may read it.</summary>
    public static void ReplaceShared(string path, ReadOnlySpan<byte> content) =>
        Write(path, content, overwrite: true, isShared: true);

    /// <summary>Creates a file of a store: whoever may list its folder may read it.</summary>
    /// <exception cref="IOException">There is one.</exception>
    public static void CreateShared(string path, ReadOnlySpan<byte> content) =>
        Write(path, content, overwrite: false, isShared: true);

    private static void Write(string path, ReadOnlySpan<byte> content, bool overwrite, bool isShared)
    {
        var whole = TemporaryFile.Beside(path);
        using (var file = new FileStream(whole.Path, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0))
        {
            file.Write(content);
        }

        if (isShared)
        {
            StoreFolder.Share(whole.Path);
        }

        whole.Publish(overwrite);
    }
}
