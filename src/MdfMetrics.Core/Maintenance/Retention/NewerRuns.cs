namespace MdfMetrics.Maintenance.Retention;

/// <summary>The runs that stay because of their age: counted, since there are ever more of them.</summary>
internal sealed class NewerRuns
{
    private readonly Dictionary<string, int> _dated = [];

    /// <summary>How many there are.</summary>
    public int Count { get; private set; }

    /// <summary>Counts a run.</summary>
    public void Add(RunMetrics run)
    {
        Count++;
        if (run.StartUtc is not null)
        {
            string pipeline = run.pipeline_name ?? string.Empty;
            _dated[pipeline] = DatedOf(pipeline) + 1;
        }
    }

    /// <summary>How many of a pipeline have a start that is known.</summary>
    public int DatedOf(string? pipeline) => _dated.GetValueOrDefault(pipeline ?? string.Empty);
}
