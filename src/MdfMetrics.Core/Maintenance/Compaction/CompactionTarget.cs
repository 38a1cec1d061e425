using MdfMetrics.Storage.Layout;

namespace MdfMetrics.Maintenance.Compaction;

/// <summary>The runs that are to share a file in each dataset.</summary>
/// <param name="Layout">The layout of their folders.</param>
/// <param name="Period">The month or day of their start.</param>
internal sealed record CompactionTarget(PartitionBy Layout, string Period)
{
    /// <summary>Refuses months where folders are of a day.</summary>
    /// <exception cref="MetricsException"><see cref="MetricsError.PeriodNotPossible"/></exception>
    public static void Require(string store, IEnumerable<DatasetFile> files, CompactionOptions options)
    {
        if (options.Period != CompactionPeriod.Month)
        {
            return;
        }

        string? folder = options.PartitionBy is { } layout
            ? layout == PartitionBy.None ? null : $"-PartitionBy {layout}"
            : files
                .Where(file => StoreLayout.LayoutOf(store, file.Path) != PartitionBy.None)
                .Select(file => $"'{Path.GetDirectoryName(file.Path)}'")
                .FirstOrDefault();
        if (folder is not null)
        {
            throw new MetricsException(
                MetricsError.PeriodNotPossible,
                $"The store '{store}' has a folder for each day ({folder}): its files can be compacted by day only. "
                    + "Leave out -Period, or give Day.",
                store);
        }
    }

    /// <summary>Whether a run belongs anywhere: into folders of a day only if its day is known.</summary>
    public static bool Exists(string store, RunEntry run, CompactionOptions options) =>
        run.StartUtc is not null
        || LayoutOf(store, run, options) is var layout
        && (layout == PartitionBy.None || layout == StoreLayout.LayoutOf(store, run.File.Path));

    /// <summary>Where a run belongs. Folders of a day have one file for it.</summary>
    public static CompactionTarget Of(string store, RunEntry run, CompactionOptions options)
    {
        PartitionBy layout = LayoutOf(store, run, options);
        return new CompactionTarget(
            layout,
            options.Period == CompactionPeriod.Day && run.StartUtc is { } start
                ? CompactedName.Day(start)
                : CompactedName.PeriodOf(run.StartUtc, layout, StoreLayout.DayOf(run.File.Path)));
    }

    /// <summary>The folder of its file in a dataset.</summary>
    public string Folder(string store, string dataset) => StoreLayout.Folder(store, dataset, Layout, Period);

    private static PartitionBy LayoutOf(string store, RunEntry run, CompactionOptions options) =>
        options.PartitionBy ?? StoreLayout.LayoutOf(store, run.File.Path);

    /// <summary>Whether a file is where this target's would be, with the name that it would have.</summary>
    public bool IsNamed(string store, string dataset, DatasetFile file) =>
        Path.GetDirectoryName(file.Path) == Folder(store, dataset)
        && CompactedName.Period(Path.GetFileNameWithoutExtension(file.Path)).SequenceEqual(Period);
}
