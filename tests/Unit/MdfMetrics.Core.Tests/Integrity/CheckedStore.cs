using MdfMetrics.Integrity;
using MdfMetrics.Tests.Storage;

namespace MdfMetrics.Tests.Integrity;

/// <summary>A store to damage, and the check of it at a time when all that lies in it is old.</summary>
internal static class CheckedStore
{
    /// <summary>An hour from now.</summary>
    public static readonly TimeProvider Later = new LaterClock();

    public static List<StoreFinding> Check(this TemporaryStore store, TimeProvider? clock = null) =>
        [.. new StoreChecker(store.Path, clock ?? Later).Check()];

    /// <summary>Kind and path relative to the store, with forward slashes, in order.</summary>
    public static string[] Kinds(this TemporaryStore store, IEnumerable<StoreFinding> findings) =>
    [
        .. findings
            .Select(finding =>
                $"{finding.kind} {Path.GetRelativePath(store.Path, finding.path).Replace('\\', '/')}")
            .Order(StringComparer.Ordinal),
    ];

    public static List<StoreRepair> Repair(this TemporaryStore store)
    {
        var repairer = new StoreRepairer(store.Path, Later);
        return [.. store.Check().Select(repairer.Repair).OfType<StoreRepair>()];
    }

    /// <summary>Writes a file and its folder.</summary>
    public static string Put(this TemporaryStore store, string relative, ReadOnlySpan<byte> content = default)
    {
        string path = store.At(relative);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, content.ToArray());
        return path;
    }

    private sealed class LaterClock : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => base.GetUtcNow().AddHours(1);
    }
}
