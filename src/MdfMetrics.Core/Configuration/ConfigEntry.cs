namespace MdfMetrics.Configuration;

/// <summary>A key of a mapping with its value.</summary>
/// <param name="Key">The key as written.</param>
/// <param name="Position">Where the key begins.</param>
internal sealed record ConfigEntry(string Key, ConfigPosition Position, ConfigNode Value);
