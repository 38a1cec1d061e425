namespace MdfMetrics.Architecture.Tests;

/// <summary>The repository that the tests were built from.</summary>
internal static class SourceTree
{
    /// <summary>Its full path: the folder above the tests that holds the module's manifest.</summary>
    public static string Root { get; } = Find();

    /// <summary>The C# files under a folder of the repository, by their full paths.</summary>
    public static IEnumerable<string> Files(params string[] folder) => Directory.EnumerateFiles(
        Path.Combine([Root, .. folder]),
        "*.cs",
        SearchOption.AllDirectories);

    private static string Find()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "MdfMetrics.psd1")))
            {
                return folder.FullName;
            }
        }

        throw new FileNotFoundException($"No folder above '{AppContext.BaseDirectory}' holds MdfMetrics.psd1.");
    }
}
