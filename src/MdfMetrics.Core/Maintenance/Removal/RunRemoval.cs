using MdfMetrics.Maintenance.Retention;

namespace MdfMetrics.Maintenance.Removal;

/// <summary>What came of removing runs.</summary>
internal sealed class RunRemoval
{
    private readonly HashSet<string> _removed = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>How many runs are gone.</summary>
    public int Runs => _removed.Count;

    /// <summary>How many files were deleted or rewritten, those of journals included.</summary>
    public int Files { get; private set; }

    /// <summary>The bytes that are freed.</summary>
    public long Bytes { get; private set; }

    /// <summary>Whether a run is gone.</summary>
    public bool Has(RunCandidate run) => _removed.Contains(run.Key);

    /// <summary>Counts runs that are gone.</summary>
    public void Add(IEnumerable<RunCandidate> runs) => _removed.UnionWith(runs.Select(run => run.Key));

    /// <summary>Counts files.</summary>
    public void Add(int files, long bytes) => (Files, Bytes) = (Files + files, Bytes + bytes);
}
