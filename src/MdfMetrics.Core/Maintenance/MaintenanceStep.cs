namespace MdfMetrics.Maintenance;

/// <summary>The steps of a change of a store, told as each is done.</summary>
internal enum MaintenanceStep
{
    /// <summary>An unfinished change of a caller that died was finished or undone.</summary>
    Recovered,

    /// <summary>The new files lie under temporary names.</summary>
    Staged,

    /// <summary>The change is noted, and will be undone if it goes no further.</summary>
    Noted,

    /// <summary>The new files have their names.</summary>
    Published,

    /// <summary>The change counts: readers take the new files, and pass over those replaced.</summary>
    Committed,

    /// <summary>Those who listed the store before the commit had their time.</summary>
    Waited,

    /// <summary>The replaced files are deleted.</summary>
    Deleted,
}
