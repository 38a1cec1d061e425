namespace MdfMetrics.Configuration;

/// <summary>Warns of keys that mean nothing where they stand.</summary>
internal static class UnknownKeys
{
    /// <summary>The warning for a key, with the nearest known one.</summary>
    public static string Warning(ConfigValue section, ConfigEntry entry, IReadOnlyCollection<string> known)
    {
        string hint = NearestName.Find(entry.Key, known) is { } nearest
            ? $"did you mean '{nearest}'?"
            : $"the keys are {string.Join(", ", known)}.";
        string place = section.Path.Length == 0 ? "the document" : section.Path;
        return $"{entry.Position.In(section.Document)}: {place} has no key '{entry.Key}', it is ignored; {hint}";
    }

    /// <summary>The warnings for a mapping all of whose keys are known.</summary>
    public static IEnumerable<string> InClosed(ConfigValue section, IReadOnlyCollection<string> known) =>
        Unknown(section, known).Select(entry => Warning(section, entry, known));

    /// <summary>The warnings for one that may hold others' keys too: only for those that look misspelt.</summary>
    public static IEnumerable<string> InOpen(ConfigValue section, IReadOnlyCollection<string> known) =>
        Unknown(section, known)
            .Where(entry => NearestName.Find(entry.Key, known) is not null)
            .Select(entry => Warning(section, entry, known));

    private static IEnumerable<ConfigEntry> Unknown(ConfigValue section, IReadOnlyCollection<string> known) =>
        section.Entries()
            .Select(pair => pair.Entry)
            .Where(entry => !known.Contains(entry.Key, StringComparer.OrdinalIgnoreCase));
}
