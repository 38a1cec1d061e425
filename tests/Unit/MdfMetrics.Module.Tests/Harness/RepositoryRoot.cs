namespace MdfMetrics.Module.Tests.Harness;

/// <summary>Where the module is: the folder of its manifest, above the tests' own.</summary>
internal static class RepositoryRoot
{
    private const string Manifest = "MdfMetrics.psd1";

    /// <summary>The repository's root.</summary>
    public static string Path { get; } = Find();

    /// <summary>The module's manifest.</summary>
    public static string ManifestPath => System.IO.Path.Combine(Path, Manifest);

    private static string Find()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(System.IO.Path.Combine(folder.FullName, Manifest)))
            {
                return folder.FullName;
            }
        }

        throw new FileNotFoundException($"No folder above '{AppContext.BaseDirectory}' holds {Manifest}.");
    }
}
