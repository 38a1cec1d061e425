namespace MdfMetrics.Comparison;

/// <summary>Words that several reasons have.</summary>
internal static class Words
{
    public static string Runs(int count) => count == 1 ? "1 run" : $"{count} runs";
}
