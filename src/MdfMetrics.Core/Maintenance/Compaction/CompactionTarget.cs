using MdfMetrics.Storage.Layout;

namespace MdfMetrics.Maintenance.Compaction;

/// <summary>The runs that are to share a file in each dataset.</summary>
/// <param name="Layout">The layout of their folders.</param>
/// <param name="Period">The month or day of their start.</param>
internal sealed record CompactionTarget(PartitionBy Layout, string Period)
{
    /// <summary>Where a run belongs. Folders of a day have one file for it.</summary>
    public static CompactionTarget Of(string store, RunEntry run, CompactionOptions options)
    {
        DateTime start = run.StartUtc!.Value;
        PartitionBy layout = options.PartitionBy ?? StoreLayout.LayoutOf(store, run.File.Path);
        return new CompactionTarget(
            layout,
            layout == PartitionBy.None && options.Period != CompactionPeriod.Day
                ? CompactedName.Month(start)
                : CompactedName.Day(start));
    }

    /// <summary>The folder of its file in a dataset.</summary>
    public string Folder(string store, string dataset) => StoreLayout.Folder(store, dataset, Layout, Period);

    /// <summary>Whether a file is where this target's would be, with the name that it would have.</summary>
    public bool IsNamed(string store, string dataset, DatasetFile file) =>
        Path.GetDirectoryName(file.Path) == Folder(store, dataset)
        && CompactedName.Period(Path.GetFileNameWithoutExtension(file.Path)).SequenceEqual(Period);
}
