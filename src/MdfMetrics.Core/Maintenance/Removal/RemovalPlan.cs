using MdfMetrics.Maintenance.Retention;
using MdfMetrics.Maintenance.RowChanges;

namespace MdfMetrics.Maintenance.Removal;

/// <summary>
/// In which of two changes files go. First, without needing space, those that hold nothing but runs which go with them;
/// then all files of the runs that share one with runs that stay, so that no run is left in part if that can't be
/// rewritten.
/// </summary>
internal sealed class RemovalPlan
{
    private readonly HashSet<string> _sharing;

    /// <summary>Divides files.</summary>
    /// <param name="files">All files with rows of the runs that go.</param>
    public RemovalPlan(IReadOnlyList<RunFile> files)
    {
        _sharing = Sharing(files);
        ILookup<bool, RunFile> byChange = files.ToLookup(file => file.Keys.Any(_sharing.Contains));
        (Whole, Shared) = ([.. byChange[false]], [.. byChange[true]]);
    }

    /// <summary>The files that go first.</summary>
    public IReadOnlyList<RunFile> Whole { get; }

    /// <summary>The files of the runs that share some; those that are not whole are rewritten.</summary>
    public IReadOnlyList<RunFile> Shared { get; }

    /// <summary>Whether a run goes with the second change.</summary>
    public bool IsSharing(RunCandidate run) => _sharing.Contains(run.Key);

    /// <summary>The runs that have a file which stays in part, and those that share a file with one of them.</summary>
    private static HashSet<string> Sharing(IReadOnlyList<RunFile> files)
    {
        var sharing = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        List<RunFile> left = [.. files];
        int count;
        do
        {
            count = left.Count;
            left.RemoveAll(file =>
            {
                bool isShared = !file.IsWhole || file.Keys.Any(sharing.Contains);
                if (isShared)
                {
                    sharing.UnionWith(file.Keys);
                }

                return isShared;
            });
        }
        while (left.Count < count);
        return sharing;
    }
}
