namespace MdfMetrics;

/// <summary>What an update of a summary did.</summary>
public sealed record SummaryUpdate
{
    /// <summary>hour, day, week or month.</summary>
    public required string period { get; init; }

    /// <summary>
    /// updated; rebuilt: in another time zone; unchanged: there was nothing new; busy: other maintenance is at work on
    /// the store, so nothing was done.
    /// </summary>
    public required string status { get; init; }

    /// <summary>Runs that were counted for the first time.</summary>
    public long runs_added { get; init; }

    /// <summary>Runs that were counted anew, because rows of their period had changed, or the time zone has.</summary>
    public long runs_recounted { get; init; }

    /// <summary>Periods that changed.</summary>
    public long periods_changed { get; init; }

    /// <summary>The store's full path.</summary>
    public required string store { get; init; }
}
