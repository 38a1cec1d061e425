namespace MdfMetrics.Files;

/// <summary>Small files that are there as a whole or not at all.</summary>
internal static class WholeFile
{
    /// <summary>Puts a file in the place of the one that may be there.</summary>
    public static void Replace(string path, ReadOnlySpan<byte> content)
    {
        string temporary = Path.Combine(Path.GetDirectoryName(path)!, $".{Path.GetFileName(path)}.tmp");
        using (var file = new FileStream(temporary, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0))
        {
            file.Write(content);
        }

        File.Move(temporary, path, overwrite: true);
    }
}
