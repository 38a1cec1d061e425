using System.Text.RegularExpressions;

namespace MdfMetrics.Prometheus;

/// <summary>Labels as the text format has them.</summary>
internal static partial class LabelText
{
    public const string Pipeline = "pipeline";
    public const string Stage = "stage";
    public const string Operator = "operator";
    public const string Status = "status";
    public const string Quantile = "quantile";
    public const string UpperBound = "le";

    private static readonly HashSet<string> s_own = [Pipeline, Stage, Operator, Status, Quantile, UpperBound];

    /// <summary>A name and a value; of the characters that a value can have, only these three are escaped.</summary>
    public static string Of(string name, string value)
    {
        string escaped = WellFormed.Text(value)
            .Replace(@"\", @"\\", StringComparison.Ordinal)
            .Replace("\"", "\\\"", StringComparison.Ordinal)
            .Replace("\n", @"\n", StringComparison.Ordinal);
        return $"{name}=\"{escaped}\"";
    }

    /// <summary>The labels that a user adds, each after a comma.</summary>
    /// <exception cref="MetricsException">InvalidName</exception>
    public static string OfUser(IEnumerable<KeyValuePair<string, string>> labels) =>
        string.Concat(labels.Select(label => $",{Of(Checked(label.Key), label.Value)}"));

    private static string Checked(string name) =>
        Name().IsMatch(name) && !s_own.Contains(name)
            ? name
            : throw new MetricsException(
                MetricsError.InvalidName,
                $"'{name}' can't be a label. Give letters, digits and _, no digit first and no __, and none of "
                    + $"{string.Join(", ", s_own)}, which the series have already.",
                name);

    [GeneratedRegex(@"\A(?!__)[A-Za-z_][A-Za-z0-9_]*\z")]
    private static partial Regex Name();
}
