namespace MdfMetrics.Reports.Data;

/// <summary>The values of <see cref="ChangeLine.Kind"/>.</summary>
internal static class ChangeKind
{
    public const string Context = "context";
    public const string Config = "config";
}
