using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace MdfMetrics.Tests.Prometheus;

/// <summary>
/// Reads the text format by its specification, as strictly as any reader does, and refuses what one of them was seen to
/// refuse or to misread: CRLF, a byte order mark, a last line without its end, timestamps, NaN, a metric in two places,
/// a series that comes twice.
/// </summary>
internal sealed partial class StrictReader
{
    private readonly List<ReadSeries> _series = [];
    private readonly HashSet<string> _families = [];
    private string _family = string.Empty;

    public static IReadOnlyList<ReadSeries> Read(byte[] content)
    {
        string text = new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(content);
        Assert.False(text.StartsWith('\uFEFF'), "A byte order mark.");
        Assert.EndsWith("\n", text, StringComparison.Ordinal);
        var reader = new StrictReader();
        foreach (string line in text[..^1].Split('\n'))
        {
            reader.Read(line);
        }

        Assert.Equal(reader._series.Count, reader._series.DistinctBy(series => series.Key).Count());
        return reader._series;
    }

    private void Read(string line)
    {
        if (Comment().Match(line) is { Success: true } comment)
        {
            string name = comment.Groups[2].Value;
            Assert.True(name == _family || _families.Add(name), $"{name} is in two places.");
            _family = name;
            return;
        }

        Match sample = Sample().Match(line);
        Assert.True(sample.Success, $"No sample: {line}");
        string metric = sample.Groups[1].Value;
        Assert.Contains(metric, new[] { _family, $"{_family}_sum", $"{_family}_count", $"{_family}_bucket" });
        double value = double.Parse(sample.Groups[3].Value, CultureInfo.InvariantCulture);
        Assert.True(double.IsFinite(value), line);
        _series.Add(new ReadSeries(
            _family,
            metric,
            Label().Matches(sample.Groups[2].Value).ToDictionary(
                label => label.Groups[1].Value,
                label => Escape().Replace(label.Groups[2].Value, Unescape)),
            value));
    }

    private static string Unescape(Match escape) => escape.Value[1] == 'n' ? "\n" : escape.Value[1..];

    [GeneratedRegex(@"\A# (HELP|TYPE) ([a-z_]+) [^\\\n]+\z")]
    private static partial Regex Comment();

    [GeneratedRegex(
        """\A([a-z_]+)\{((?:[a-zA-Z_]\w*="(?:[^"\\]|\\["\\n])*"(?:,(?!\})|(?=\})))+)\} (-?[0-9.]+(?:e[+-][0-9]+)?)\z""",
        RegexOptions.Singleline)]
    private static partial Regex Sample();

    [GeneratedRegex("""([a-zA-Z_]\w*)="((?:[^"\\]|\\["\\n])*)"(?:,|\z)""", RegexOptions.Singleline)]
    private static partial Regex Label();

    [GeneratedRegex(@"\\.")]
    private static partial Regex Escape();
}
