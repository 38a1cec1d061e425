using System.Globalization;
using System.Text.RegularExpressions;

namespace MdfMetrics.Secrets;

/// <summary>The user's own patterns, which run in linear time whatever the text.</summary>
internal sealed partial class OwnPatterns
{
    private const int LongestPattern = 1000;
    private const int MostRepetitions = 10_000;
    private const RegexOptions Options = RegexOptions.NonBacktracking | RegexOptions.CultureInvariant;

    private readonly Regex[] _patterns;

    /// <exception cref="ArgumentException">One is no pattern, or none that runs in linear time; says why.</exception>
    public OwnPatterns(IReadOnlyList<string> texts)
    {
        Texts = texts;
        _patterns = [.. texts.Select(Parse)];
    }

    public IReadOnlyList<string> Texts { get; }

    public bool IsMatch(ReadOnlySpan<char> text)
    {
        foreach (Regex pattern in _patterns)
        {
            if (pattern.IsMatch(text))
            {
                return true;
            }
        }

        return false;
    }

    public void Find(string text, SecretRanges found)
    {
        foreach (Regex pattern in _patterns)
        {
            foreach (ValueMatch match in pattern.EnumerateMatches(text))
            {
                found.Add(match.Index, match.Index + match.Length);
            }
        }
    }

    private static Regex Parse(string text)
    {
        if (text.Length > LongestPattern || Repetitions(text) > MostRepetitions)
        {
            throw new ArgumentException(
                $"it is longer than {LongestPattern} characters, or its counts multiply to more than "
                    + $"{MostRepetitions}");
        }

        Regex pattern;
        try
        {
            pattern = new Regex(text, Options);
        }
        catch (NotSupportedException e)
        {
            throw new ArgumentException(
                "lookarounds, backreferences, atomic groups and conditions are not supported, so that a pattern takes "
                    + "linear time on any text",
                e);
        }

        return pattern.IsMatch(string.Empty) ? throw new ArgumentException("it matches empty text") : pattern;
    }

    /// <summary>How large <c>(a{1000}){1000}</c> becomes.</summary>
    private static double Repetitions(string text)
    {
        double product = 1;
        foreach (Match count in Count().Matches(text))
        {
            product *= Math.Max(1, double.Parse(count.ValueSpan, CultureInfo.InvariantCulture));
        }

        return product;
    }

    [GeneratedRegex("(?<=[{,])[0-9]+(?=})", RegexOptions.CultureInvariant)]
    private static partial Regex Count();
}
