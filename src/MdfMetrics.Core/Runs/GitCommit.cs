namespace MdfMetrics.Runs;

/// <summary>Finds the commit that is checked out, by reading .git: no process is started.</summary>
internal static class GitCommit
{
    private const string ReferencePrefix = "ref: ";

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
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The commit is a courtesy: a repository that can't be read has none.
        }

        return null;
    }

    private static string? Head(string git)
    {
        string head = File.ReadAllText(Path.Combine(git, "HEAD")).Trim();
        if (!head.StartsWith(ReferencePrefix, StringComparison.Ordinal))
        {
            return Hash(head);
        }

        string reference = head[ReferencePrefix.Length..];
        string loose = Path.Combine(git, reference);
        if (File.Exists(loose))
        {
            return Hash(File.ReadAllText(loose).Trim());
        }

        string packed = Path.Combine(git, "packed-refs");
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
