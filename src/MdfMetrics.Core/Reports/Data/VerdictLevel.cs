namespace MdfMetrics.Reports.Data;

/// <summary>The values of <see cref="Verdict.Level"/>, the worst first.</summary>
internal static class VerdictLevel
{
    public const string Failed = "failed";
    public const string Worse = "worse";
    public const string Empty = "empty";
    public const string Same = "same";
    public const string Better = "better";

    private static readonly string[] s_worstFirst = [Failed, Worse, Empty, Same, Better];

    /// <summary>0 for the worst.</summary>
    public static int Rank(string level) => Array.IndexOf(s_worstFirst, level);
}
