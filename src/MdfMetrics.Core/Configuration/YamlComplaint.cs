using YamlDotNet.Core;

namespace MdfMetrics.Configuration;

/// <summary>Turns the parser's errors into ours: the place that a user must look at, in a user's words.</summary>
internal static class YamlComplaint
{
    /// <summary>The error to throw for one that the parser threw.</summary>
    /// <param name="name">The file, for the message.</param>
    /// <param name="cause">What the parser threw; on some broken text it is no <see cref="YamlException"/>.</param>
    /// <param name="reached">Where the parser was, for errors without a place of their own.</param>
    public static MetricsException Explain(string name, string text, Exception cause, Mark reached)
    {
        Mark start = (cause as YamlException)?.Start ?? reached;
        if (cause.Message.Contains(" tab", StringComparison.Ordinal) && FindTab(text, start) is { } tab)
        {
            return ConfigErrors.Invalid(
                name,
                tab,
                "expected spaces before the key, found a tab, which YAML does not allow there",
                cause);
        }

        string reason = cause is YamlException ? $": {cause.Message.TrimEnd('.')}" : " from here on";
        return ConfigErrors.Invalid(
            name,
            new ConfigPosition(start.Line, start.Column),
            $"expected YAML, found what is not{reason}",
            cause);
    }

    // The parser reports the start of the mapping that it was in: the tab is on one of the next lines.
    private static ConfigPosition? FindTab(string text, Mark start)
    {
        long number = 0;
        foreach (ReadOnlySpan<char> line in text.AsSpan().EnumerateLines())
        {
            number++;
            int tab = line[..^line.TrimStart().Length].IndexOf('\t');
            if (number >= start.Line && tab >= 0)
            {
                return new ConfigPosition(number, tab + 1);
            }
        }

        return null;
    }
}
