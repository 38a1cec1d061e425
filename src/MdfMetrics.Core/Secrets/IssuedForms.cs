using System.Buffers;

namespace MdfMetrics.Secrets;

/// <summary>Finds secrets by the form that their issuers give them: see <see cref="IssuerTable"/>.</summary>
internal static class IssuedForms
{
    /// <summary>What they begin with.</summary>
    public static readonly WordFinder Prefixes =
        new(IssuerTable.Forms.Select(form => form.Prefix), StringComparison.Ordinal);

    private static readonly ILookup<char, IssuedForm> s_forms = IssuerTable.Forms
        .OrderByDescending(form => form.Prefix.Length)
        .ToLookup(form => form.Prefix[0]);

    public static void Find(string text, SecretRanges found)
    {
        // Where the run of characters that the last form looked at ends: another prefix in it need not look again.
        var ends = new Dictionary<SearchValues<char>, int>();
        for (int at = 0; at < text.Length;)
        {
            at = Prefixes.IndexIn(text, at);
            if (at < 0)
            {
                break;
            }

            (int start, int end) = Try(text, at, ends);
            found.Add(start, end);
            at = Math.Max(at + 1, end);
        }

        JsonWebTokens.Find(text, found);
        AwsSecrets.Find(text, found);
    }

    private static (int Start, int End) Try(string text, int at, Dictionary<SearchValues<char>, int> ends)
    {
        foreach (IssuedForm form in s_forms[text[at]])
        {
            if (string.CompareOrdinal(text, at, form.Prefix, 0, form.Prefix.Length) == 0)
            {
                int begin = at + form.Prefix.Length;
                if (ends.GetValueOrDefault(form.Characters, -1) is var end && end < begin)
                {
                    int run = text.AsSpan(begin).IndexOfAnyExcept(form.Characters);
                    ends[form.Characters] = end = run < 0 ? text.Length : begin + run;
                }

                (int Start, int End) secret = form.At(text, at, end);
                if (secret.End > secret.Start)
                {
                    return secret;
                }
            }
        }

        return default;
    }
}
