using System.Globalization;

namespace MdfMetrics.Storage.Layout;

/// <summary>Where the lock and the records of maintenance lie: <c>_maintenance/</c> in the store.</summary>
internal static class MaintenanceLayout
{
    public const string FolderName = "_maintenance";

    /// <summary>The version of lock and records.</summary>
    public const int Version = 1;

    private const string RecordExtension = ".json";
    private const string IntentExtension = ".pending";

    public static string Folder(string store) => Path.Combine(store, FolderName);

    public static string Lock(string store) => Path.Combine(Folder(store), "lock");

    /// <summary>What whoever takes over a stale lock holds meanwhile.</summary>
    public static string Takeover(string store) => Path.Combine(Folder(store), "takeover");

    /// <summary>The record that commits a change.</summary>
    public static string Record(string store, long generation) =>
        Path.Combine(Folder(store), Number(generation) + RecordExtension);

    /// <summary>The same record before the change is committed.</summary>
    public static string Intent(string store, long generation) =>
        Path.Combine(Folder(store), Number(generation) + IntentExtension);

    /// <summary>The generations that are committed, ascending.</summary>
    public static long[] Committed(string store) => Generations(store, RecordExtension);

    /// <summary>The generations that were begun and neither committed nor undone.</summary>
    public static long[] Unfinished(string store) => Generations(store, IntentExtension);

    /// <summary>A generation as file names have it, so that they sort.</summary>
    public static string Number(long generation) => generation.ToString("D8", CultureInfo.InvariantCulture);

    /// <summary>None where the store was never maintained.</summary>
    private static long[] Generations(string store, string extension) =>
    [
        .. StoreLayout.Entries(Folder(store))
            .Where(entry => !entry.IsFolder && entry.Name.EndsWith(extension, StringComparison.Ordinal))
            .Select(entry => entry.Name[..^extension.Length])
            .Select(name =>
                long.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out long number) ? number : 0)
            .Where(number => number > 0)
            .Order(),
    ];
}
