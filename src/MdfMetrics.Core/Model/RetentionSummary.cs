namespace MdfMetrics;

/// <summary>What Clear-MdfMetrics has done to a store, or, under -WhatIf, would do.</summary>
public sealed record RetentionSummary
{
    /// <summary>What came of it, see <see cref="RetentionStatus"/>.</summary>
    public required string status { get; init; }

    /// <summary>How many runs were removed.</summary>
    public long runs { get; init; }

    /// <summary>How many files were deleted or rewritten, those of journals included.</summary>
    public long files { get; init; }

    /// <summary>The bytes that were freed; planned ones of files shared with other runs go by the rows.</summary>
    public long bytes { get; init; }

    /// <summary>How many runs stay as the policy says.</summary>
    public long kept { get; init; }

    /// <summary>
    /// How many runs stay although the policy names them: live ones, those declined, and what could not be removed.
    /// </summary>
    public long skipped { get; init; }

    /// <summary>How many errors were written.</summary>
    public long errors { get; init; }

    /// <summary>The store's full path.</summary>
    public required string store { get; init; }
}
