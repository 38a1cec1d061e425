namespace MdfMetrics;

/// <summary>What Optimize-MdfMetrics did to a store.</summary>
public sealed record StoreOptimization
{
    /// <summary>What came of it, see <see cref="OptimizationStatus"/>.</summary>
    public required string status { get; init; }

    /// <summary>How many runs lie in other files now.</summary>
    public int runs { get; init; }

    /// <summary>How many runs stay in files of their own: recent, live, or in a file that was left alone.</summary>
    public int skipped { get; init; }

    /// <summary>How many files these runs had.</summary>
    public int files_before { get; init; }

    /// <summary>How many of these lay in another layout than the one asked for.</summary>
    public int files_moved { get; init; }

    /// <summary>How many files they have.</summary>
    public int files_after { get; init; }

    /// <summary>The bytes of these files before.</summary>
    public long bytes_before { get; init; }

    /// <summary>The bytes of the files they have; null under -WhatIf: they are known once they are written.</summary>
    public long? bytes_after { get; init; }

    /// <summary>How many replaced files are in use: the next call deletes them.</summary>
    public int files_in_use { get; init; }

    /// <summary>The store's full path.</summary>
    public required string store { get; init; }
}
