namespace MdfMetrics.Maintenance.Retention;

/// <summary>
/// Which runs of a store go: those that <see cref="BeforeUtc"/> or <see cref="MaxBytes"/> names, except those that
/// anything keeps.
/// </summary>
public sealed record RetentionPolicy
{
    /// <summary>Only runs of pipelines whose names pass this test go, and count; null: all.</summary>
    public Func<string?, bool>? Pipelines { get; init; }

    /// <summary>Runs that started before this moment go; UTC. The same runs that Get-MdfRun -Until shows.</summary>
    public DateTime? BeforeUtc { get; init; }

    /// <summary>The oldest runs go until the files and journals of the others have no more bytes than this.</summary>
    public long? MaxBytes { get; init; }

    /// <summary>So many of the newest runs of each pipeline stay; journals of runs that are not written don't count.</summary>
    public int KeepLast { get; init; }

    /// <summary>Runs of these statuses stay, see <see cref="RunStatus"/>.</summary>
    public IReadOnlySet<string>? KeepStatuses { get; init; }

    /// <summary>Runs whose tags pass this test stay; the tags are null where a run has none.</summary>
    public Func<JsonMap?, bool>? KeepTags { get; init; }

    /// <summary>Refuses a policy that names no runs: what only keeps would remove all else.</summary>
    /// <exception cref="MetricsException"><see cref="MetricsError.NoCriterion"/></exception>
    public void Require()
    {
        if (BeforeUtc is null && MaxBytes is null)
        {
            throw new MetricsException(
                MetricsError.NoCriterion,
                "Nothing says which runs are to go, so none goes. Give -OlderThan, for example 30d, or -MaxSize, for "
                    + "example 1GB; the -Keep parameters only except runs from these.");
        }
    }

    /// <summary>Whether the status or the tags of a run keep it.</summary>
    internal bool Keeps(RunMetrics run) =>
        KeepStatuses?.Contains(run.status) == true || KeepTags?.Invoke(run.tags) == true;
}
