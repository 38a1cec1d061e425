namespace MdfMetrics.Reports.Data;

/// <summary>
/// What a page shows, as JSON: raw numbers, seconds, UTC. docs/report-data.md describes it. Every sentence is made
/// here; the page only draws.
/// </summary>
internal abstract record Report
{
    public int Schema { get; } = 1;

    /// <summary>run, pipeline or overview.</summary>
    public required string Kind { get; init; }

    public required DateTime Generated { get; init; }

    public required string Writer { get; init; }

    /// <summary>The IANA name of the time zone that times are shown in.</summary>
    public required string Zone { get; init; }

    /// <summary>The title that the user gave; null: the name of what is shown.</summary>
    public string? Title { get; init; }

    public required Verdict Verdict { get; init; }

    /// <summary>The figures of the first screen.</summary>
    public required IReadOnlyList<Figure> Figures { get; init; }

    public IReadOnlyList<AlertLine> Alerts { get; init; } = [];

    /// <summary>How many alert rules were judged; null: none were given.</summary>
    public int? Rules { get; init; }

    /// <summary>What changed with the first run that was as the verdict says.</summary>
    public IReadOnlyList<ChangeLine> Changes { get; init; } = [];

    /// <summary>What the figures are held against; null: nothing.</summary>
    public ReferenceRuns? Reference { get; init; }

    /// <summary>The other pages of a site; null in a file of its own.</summary>
    public PageLinks? Links { get; init; }

    /// <summary>Of each section, by name, what it shows.</summary>
    public required IReadOnlyDictionary<string, string> Findings { get; init; }
}
