namespace MdfMetrics;

/// <summary>The values of <see cref="StoreFinding.kind"/>.</summary>
public static class FindingKind
{
    /// <summary>A file of a dataset has no bytes.</summary>
    public const string EmptyFile = "empty_file";

    /// <summary>A file of a dataset is no Parquet file, or a damaged one.</summary>
    public const string TornFile = "torn_file";

    /// <summary>A Parquet file whose columns are not those of its dataset.</summary>
    public const string ForeignFile = "foreign_file";

    /// <summary>A whole Parquet file in an encoding, codec or type that is not read here.</summary>
    public const string UnsupportedFile = "unsupported_file";

    /// <summary>A file that may be whole, and can't be looked at: no permission, a disk error, too large.</summary>
    public const string UnreadableFile = "unreadable_file";

    /// <summary>A file with stages, operators or histograms of a run that the store does not have.</summary>
    public const string OrphanedFile = "orphaned_file";

    /// <summary>A file with rows of another run than its name says: readers of that run do not find them.</summary>
    public const string MisnamedFile = "misnamed_file";

    /// <summary>NULL in a column that always has a value.</summary>
    public const string NullValue = "null_value";

    /// <summary>A temporary file, or a lock on a run, that no writer holds any more.</summary>
    public const string LeftoverFile = "leftover_file";

    /// <summary>The journal of a run whose process is dead.</summary>
    public const string StaleJournal = "stale_journal";

    /// <summary>A journal that holds nothing the store does not have.</summary>
    public const string LeftoverJournal = "leftover_journal";

    /// <summary>A part of a journal can't be read.</summary>
    public const string DamagedJournal = "damaged_journal";

    /// <summary>Nothing of a journal can be read.</summary>
    public const string TornJournal = "torn_journal";

    /// <summary>A record of maintenance can't be read: no maintenance of the store is possible.</summary>
    public const string TornRecord = "torn_record";

    /// <summary>Of the files that tell of the same periods of a summary, some are gone.</summary>
    public const string IncompleteSummary = "incomplete_summary";

    /// <summary>A table of a summary counts other runs than its ledger.</summary>
    public const string MismatchedSummary = "mismatched_summary";

    /// <summary>The summaries are of a time zone that this machine does not know: no update of them is possible here.</summary>
    public const string UnknownTimeZone = "unknown_time_zone";

    /// <summary>A file that was put away under a name by which engines may still find it.</summary>
    public const string QuarantinedFile = "quarantined_file";

    /// <summary>Files of a store lie in several layouts: some engines read a part of them.</summary>
    public const string MixedLayouts = "mixed_layouts";

    /// <summary>A symbolic link that leads out of the store, or nowhere.</summary>
    public const string OutsideLink = "outside_link";
}
