namespace MdfMetrics.Files;

/// <summary>Symbolic links on the way to a file.</summary>
internal static class Links
{
    /// <summary>Whether a part of a path below a folder is a link.</summary>
    /// <param name="folder">The full path of the folder.</param>
    /// <param name="path">A full path in it.</param>
    public static bool LeadThrough(string folder, string path)
    {
        for (string? part = path; part?.Length > folder.Length; part = Path.GetDirectoryName(part))
        {
            if (new FileInfo(part).LinkTarget is not null)
            {
                return true;
            }
        }

        return false;
    }
}
