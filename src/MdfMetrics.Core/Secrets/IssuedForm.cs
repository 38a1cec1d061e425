using System.Buffers;

namespace MdfMetrics.Secrets;

/// <summary>The form that an issuer gives its secrets.</summary>
/// <param name="Issuer">Whose it is.</param>
/// <param name="Prefix">What it has at its begin.</param>
/// <param name="Characters">What follows on that.</param>
/// <param name="Least">How many characters follow at least.</param>
/// <param name="Check">What else is true of those that follow.</param>
internal sealed record IssuedForm(
    string Issuer,
    string Prefix,
    SearchValues<char> Characters,
    int Least,
    Func<string, bool>? Check = null)
{
    /// <summary>Of what follows, this much is looked at by the check.</summary>
    private const int LongestChecked = 128;

    /// <summary>How many characters of the secret stand before the prefix.</summary>
    public Range Before { get; init; } = 0..0;

    /// <summary>Whether the prefix is no secret itself: the address of a webhook.</summary>
    public bool IsAddress { get; init; }

    /// <summary>The secret around a prefix that was found; empty where there is none.</summary>
    public (int Start, int End) At(string text, int at, int runEnd)
    {
        int start = at;
        while (start > 0 && at - start < Before.End.Value && char.IsAsciiLetterOrDigit(text[start - 1]))
        {
            start--;
        }

        int begin = at + Prefix.Length;
        if (at - start < Before.Start.Value
            || (!IsAddress && start > 0 && char.IsAsciiLetterOrDigit(text[start - 1]))
            || runEnd - begin < Least
            || Check?.Invoke(text.Substring(begin, Math.Min(LongestChecked, runEnd - begin))) == false)
        {
            return default;
        }

        return (IsAddress ? begin : start, runEnd);
    }
}
