namespace MdfMetrics.Configuration;

/// <summary>What a store that can't be written means for the script that records to it.</summary>
public enum OnStoreError
{
    /// <summary>One warning; the script goes on, and the figures stay in memory.</summary>
    Warn,

    /// <summary>The script ends.</summary>
    Stop,
}
