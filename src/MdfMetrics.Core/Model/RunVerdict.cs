namespace MdfMetrics;

/// <summary>The values of <see cref="RunComparison.verdict"/>.</summary>
public static class RunVerdict
{
    /// <summary>Changed for the worse, beyond noise.</summary>
    public const string Worse = "worse";

    /// <summary>Changed for the better, beyond noise.</summary>
    public const string Better = "better";

    /// <summary>No change beyond noise.</summary>
    public const string Same = "same";

    /// <summary>It can't be told, or is neither better nor worse; the reason says which.</summary>
    public const string Unknown = "unknown";
}
