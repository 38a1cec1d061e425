namespace MdfMetrics.Traces.Otlp;

/// <summary>Lists in environment variables: <c>name=value,name=value</c>, percent-encoded.</summary>
internal static class KeyValueList
{
    /// <summary>The entries in order; null for a list with an entry that is none.</summary>
    public static IReadOnlyList<KeyValuePair<string, string>>? Parse(string text)
    {
        var entries = new List<KeyValuePair<string, string>>();
        foreach (string entry in text.Split(
            ',',
            StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            int equals = entry.IndexOf('=', StringComparison.Ordinal);
            if (equals <= 0)
            {
                return null;
            }

            entries.Add(new(Decode(entry[..equals]), Decode(entry[(equals + 1)..])));
        }

        return entries;
    }

    private static string Decode(string text) => Uri.UnescapeDataString(text.Trim());
}
