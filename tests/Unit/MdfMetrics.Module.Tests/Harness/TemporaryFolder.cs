namespace MdfMetrics.Module.Tests.Harness;

/// <summary>A folder that is gone when the test is over.</summary>
internal sealed class TemporaryFolder : IDisposable
{


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
    public static void Delete(string folder) =>
        Eventually.Holds(() => TryDelete(folder), TimeSpan.FromSeconds(30), $"the end of {folder}");

    private static bool TryDelete(string folder)
    {
        try
        {
            Directory.Delete(folder, recursive: true);
        }
        catch (DirectoryNotFoundException)
        {
            // It was never made.
        }
        catch (IOException)
        {
            return false;
        }

        return true;
    }
}
