namespace MdfMetrics.Files;

/// <summary>Small files that are there as a whole or not at all.</summary>
internal static class WholeFile
{
    /// <summary>Puts a file in the place of the one that may be there.</summary>
    public static void Replace(string path, ReadOnlySpan<byte> content)
    {
        var whole = TemporaryFile.Beside(path);
        using (var file = new FileStream(whole.Path, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0))
        {
            file.Write(content);
        }

        whole.Publish(overwrite: true);
    }
}
