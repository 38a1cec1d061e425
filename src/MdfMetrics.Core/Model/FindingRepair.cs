namespace MdfMetrics;

/// <summary>The values of <see cref="StoreFinding.repair"/>: what Repair-MdfMetrics does about a finding.</summary>
public static class FindingRepair
{
    /// <summary>Nothing: the message says what a person can do.</summary>
    public const string None = "none";

    /// <summary>Moves it into the folder _quarantine of the store, .bad behind its name.</summary>
    public const string Quarantine = "quarantine";

    /// <summary>Removes what an unfinished write left.</summary>
    public const string Remove = "remove";
}
