using MdfMetrics.Storage.Layout;
using MdfMetrics.Storage.Reading;
using MdfMetrics.Storage.Schema;

namespace MdfMetrics.Maintenance.Compaction;

/// <summary>
/// Finds the files of the runs dataset that are as they should be, by their names and footers alone: a store has ever
/// more of them, and their runs need not be known.
/// </summary>
internal sealed class SettledFiles(string store, CompactionOptions options)
{
    /// <summary>The files that are the only ones of their period, and have no runs but of that.</summary>
    public IReadOnlyList<DatasetFile> Find(IEnumerable<DatasetFile> files) =>
    [
        .. files
            .Where(file => file.Key is null)
            .GroupBy(file => (Path.GetDirectoryName(file.Path), Period(file)))
            .Where(period => period.Count() == 1)
            .Select(period => period.First())
            .Where(IsSettled),
    ];

    private static string Period(DatasetFile file) =>
        CompactedName.Period(Path.GetFileNameWithoutExtension(file.Path)).ToString();

    private bool IsSettled(DatasetFile file)
    {
        IReadOnlyList<FilePart> groups = FilePart.Split(file, static _ => true);
        return groups.Count > 0 && groups.All(group =>
            group.Group is not null && Belongs(file, group.Starts.From) && Belongs(file, group.Starts.To));
    }

    private bool Belongs(DatasetFile file, DateTime startUtc) => CompactionTarget
        .Of(store, new RunEntry(string.Empty, startUtc, file), options)
        .IsNamed(store, MetricsSchema.Runs.Name, file);
}
