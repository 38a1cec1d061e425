namespace MdfMetrics.Runs;

/// <summary>Finds the commit that is checked out, by reading .git: no process is started.</summary>
internal static class GitCommit
{
    private const string ReferencePrefix = "ref: ";
    private const string LinkPrefix = "gitdir: ";

    /// <summary>The commit's hash, or null where the folder is in no checkout.</summary>
    /// <param name="folder">A folder in the checkout.</param>
    public static string? Find(string folder)
    {
        try
        {
            for (DirectoryInfo? at = new(folder); at is not null; at = at.Parent)
            {
                string git = Path.Combine(at.FullName, ".git");
                if (Directory.Exists(git))
                {
                    return Head(git);
                }

                if (File.Exists(git))
                {
                    return Linked(at.FullName, git) is { } elsewhere ? Head(elsewhere) : null;
                }
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The commit is a courtesy: a repository that can't be read has none.
        }

        return null;
    }

    /// <summary>Where the repository of a submodule or of one of several work trees lies.</summary>
    private static string? Linked(string folder, string file)
    {
        string link = File.ReadAllText(file).Trim();
        return link.StartsWith(LinkPrefix, StringComparison.Ordinal)
            ? Path.Combine(folder, link[LinkPrefix.Length..])
            : null;
    }

    private static string? Head(string git)
    {
        string head = File.ReadAllText(Path.Combine(git, "HEAD")).Trim();
        if (!head.StartsWith(ReferencePrefix, StringComparison.Ordinal))
        {
            return Hash(head);
        }

        // Branches are those of all work trees.
        string common = Path.Combine(git, "commondir");
        string shared = File.Exists(common) ? Path.Combine(git, File.ReadAllText(common).Trim()) : git;
        string reference = head[ReferencePrefix.Length..];
        string loose = Path.Combine(shared, reference);
        if (File.Exists(loose))
        {
            return Hash(File.ReadAllText(loose).Trim());
        }

        string packed = Path.Combine(shared, "packed-refs");
        return !File.Exists(packed)
            ? null
            : File.ReadLines(packed)
                .Where(line => line.EndsWith(' ' + reference, StringComparison.Ordinal))
                .Select(line => Hash(line.Split(' ')[0]))
                .FirstOrDefault();
    }

    private static string? Hash(string text) =>
        text.Length is 40 or 64 && text.All(char.IsAsciiHexDigit) ? text : null;
}
