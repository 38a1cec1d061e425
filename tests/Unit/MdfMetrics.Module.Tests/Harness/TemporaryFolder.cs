namespace MdfMetrics.Module.Tests.Harness;

/// <summary>A folder that is gone when the test is over.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    private const int MostAttempts = 100;

    /// <summary>Its full path.</summary>
    public string Path { get; } = Directory.CreateTempSubdirectory("mdf-").FullName;

    /// <summary>Writes a file in it.</summary>
    /// <returns>The file's full path.</returns>
    public string Write(string name, string content)
    {
        string path = System.IO.Path.Combine(Path, name);
        File.WriteAllText(path, content);
        return path;
    }

    /// <inheritdoc/>
    public void Dispose() => Delete(Path);

    /// <summary>Deletes a folder. A live run may put its progress there meanwhile: then once more.</summary>
    public static void Delete(string folder)
    {
        for (int attempt = 1; Directory.Exists(folder); attempt++)
        {
            try
            {
                Directory.Delete(folder, recursive: true);
            }
            catch (IOException) when (attempt < MostAttempts)
            {
                Thread.Yield();
            }
        }
    }
}
