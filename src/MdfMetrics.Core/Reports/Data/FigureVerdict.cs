namespace MdfMetrics.Reports.Data;

/// <summary>The values of the verdicts on figures: those of Compare-MdfRun, and two that judge nothing.</summary>
internal static class FigureVerdict
{
    public const string Worse = RunVerdict.Worse;
    public const string Better = RunVerdict.Better;
    public const string Same = RunVerdict.Same;

    /// <summary>Changed, which is neither better nor worse.</summary>
    public const string Note = "note";

    /// <summary>Not judged.</summary>
    public const string None = "none";

    /// <summary>Of a stage that other runs have.</summary>
    public const string Missing = "missing";

    /// <summary>What the page is told of a verdict.</summary>
    public static string Of(RunComparison? compared) => compared?.verdict switch
    {
        null => None,
        RunVerdict.Unknown => IsBeyond(compared) ? Note : None,
        var verdict => verdict,
    };

    // Noise that is not known is NaN, beyond which nothing lies.
    private static bool IsBeyond(RunComparison compared) =>
        compared.difference < compared.noise_low || compared.difference > compared.noise_high;
}
