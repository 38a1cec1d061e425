using MdfMetrics.Storage.Layout;

namespace MdfMetrics.Storage.Reading;

/// <summary>
/// Of a run that lies in several files of a dataset, one file's rows count, whoever reads: those of the file that is
/// named after the run, else of a file of many runs, which a name that is a mere word may be, else of one that is named
/// after another run. Of several such, the file that no change of maintenance made, else the one of the earliest
/// change: a new file must not count before its change is committed, and from then on readers pass over the old. Else
/// the first by path. A run's files are named alike in all datasets, so that its stages and operators belong to its
/// runs row.
/// </summary>
internal static class FilePrecedence
{
    /// <summary>Of files that are all named after a run, or all not: those that count come first.</summary>
    public static IComparer<DatasetFile> ByChange { get; } = Comparer<DatasetFile>.Create(CompareByChange);

    /// <summary>Whether a file's rows of a run count rather than those of another.</summary>
    public static bool Precedes(string runId, DatasetFile file, DatasetFile other)
    {
        int byName = Distance(runId, file).CompareTo(Distance(runId, other));
        return (byName != 0 ? byName : CompareByChange(file, other)) < 0;
    }

    private static int Distance(string runId, DatasetFile file) =>
        file.Key is { } key && DatasetFile.IsNamedAfter(key, runId) ? 0 : file.IsDated ? 2 : 1;

    private static int CompareByChange(DatasetFile x, DatasetFile y)
    {
        int byChange = CompactedName.Generation(x.Path).CompareTo(CompactedName.Generation(y.Path));
        return byChange != 0 ? byChange : string.CompareOrdinal(x.Path, y.Path);
    }
}
