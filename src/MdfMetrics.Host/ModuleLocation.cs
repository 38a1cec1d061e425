namespace MdfMetrics.Host;

/// <summary>Finds the module that belongs to this program.</summary>
internal static class ModuleLocation
{
    private const string Manifest = "MdfMetrics.psd1";

    /// <summary>
    /// The manifest's full path: in the folder <c>MdfMetrics</c> beside the program (a packed tool), else in the
    /// nearest folder above (a checkout); null when there is none.
    /// </summary>
    public static string? Find(string baseDirectory)
    {
        string packed = Path.Combine(baseDirectory, "MdfMetrics", Manifest);
        if (File.Exists(packed))
        {
            return packed;
        }

        for (DirectoryInfo? folder = new(baseDirectory); folder is not null; folder = folder.Parent)
        {
            string path = Path.Combine(folder.FullName, Manifest);
            if (File.Exists(path))
            {
                return path;
            }
        }

        return null;
    }
}
