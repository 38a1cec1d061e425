namespace MdfMetrics.Configuration;

/// <summary>Finds the name that a misspelt one was meant to be.</summary>
internal static class NearestName
{
    private const int LongestName = 64;

    /// <summary>
    /// The known name with the smallest edit distance, without regard to case; null when even that one differs in more
    /// than half of its letters.
    /// </summary>
    public static string? Find(string name, IEnumerable<string> known) => FindAll(name, known).FirstOrDefault();

    /// <summary>The known names that differ in at most half of their letters, the nearest first.</summary>
    public static IEnumerable<string> FindAll(string name, IEnumerable<string> known)
    {
        if (name.Length > LongestName)
        {
            return [];
        }

        string lower = name.ToLowerInvariant();
        return known
            .Select(candidate => (Name: candidate, Distance: Distance(lower, candidate.ToLowerInvariant())))
            .Where(candidate => candidate.Distance * 2 <= candidate.Name.Length)
            .OrderBy(candidate => candidate.Distance)
            .Select(candidate => candidate.Name);
    }

    /// <summary>Levenshtein's distance: insertions, deletions and replacements that turn one into the other.</summary>
    public static int Distance(string left, string right)
    {
        int[] row = [.. Enumerable.Range(0, right.Length + 1)];
        for (int i = 1; i <= left.Length; i++)
        {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= right.Length; j++)
            {
                int replaced = diagonal + (left[i - 1] == right[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(replaced, Math.Min(row[j], row[j - 1]) + 1);
            }
        }

        return row[^1];
    }
}
