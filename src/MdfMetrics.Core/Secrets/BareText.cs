namespace MdfMetrics.Secrets;

/// <summary>Values without quotes, whose end only what follows can tell.</summary>
internal static class BareText
{
    private const int MostWords = 12;
    private const int LongestRest = 512;

    /// <summary>Ways to authorize after which one word follows, the secret.</summary>
    private static readonly HashSet<string> s_schemes = new(StringComparer.OrdinalIgnoreCase)
    {
        "ApiKey", "Basic", "Bearer", "GenieKey", "JWT", "Key", "Negotiate", "NTLM", "SharedKey", "Splunk", "SSWS",
        "Token",
    };

    public static (int Start, int End) Of(TextKey key, int at)
    {
        string text = key.Text;
        if (SecretKeys.IsHeader(key.Word))
        {
            return Header(key, at);
        }

        int end = Word(text, at).End;
        if (!SecretKeys.IsPassword(key.Word) || HarmlessValues.IsIn(key.Word, text[at..end]))
        {
            return (at, end);
        }

        return key.IsFirst && (key.Separator == ':' || key.IsSpaced) && !HasMore(text, end)
            ? (at, Limit(key, at, text.Length))
            : (at, GoOn(text, end, Limit(key, at, Math.Min(text.Length, end + LongestRest))));
    }

    /// <summary>Up to a blank, or to what closes something around the value.</summary>
    public static (int Start, int End) Word(string text, int at)
    {
        int end = AfterReference(text, at);
        while (end < text.Length && !char.IsWhiteSpace(text[end]))
        {
            char character = text[end];
            if (character == '&' || character == '<' || character == '%' || Characters.IsCloser(character))
            {
                int next = Characters.Skip(text, end, Characters.IsCloser);
                if (Ends(text, end, next))
                {
                    break;
                }

                end = Math.Max(next, end + 1);
                continue;
            }

            end++;
        }

        return (at, end);
    }

    /// <summary>The end of a <c>${NAME}</c> or <c>{{ name }}</c>, whose brace closes nothing else.</summary>
    private static int AfterReference(string text, int at)
    {
        if (Characters.IsAt(text, at, "{{") || Characters.IsAt(text, at, "${{"))
        {
            int close = text.IndexOf("}}", at, Math.Min(LongestRest, text.Length - at), StringComparison.Ordinal);
            return close < 0 ? at : close + 2;
        }

        int name = Characters.IsAt(text, at, "${") ? Characters.SkipWord(text, at + 2) : at;
        return name > at && name < text.Length && text[name] == '}' ? name + 1 : at;
    }

    // Followed by a blank, by another key, by the next parameter or tag: the value ends here.
    private static bool Ends(string text, int at, int next) => text[at] switch
    {
        '&' => Characters.IsAt(text, at, "&quot;") || IsKeyNext(text, at + 1) || IsEnd(text, at + 1),
        '<' => at + 1 < text.Length && (text[at + 1] == '/' || char.IsAsciiLetter(text[at + 1])),
        '%' => Characters.IsAt(text, at, "%26"),
        '.' or ':' => IsEnd(text, next),
        ';' => IsEnd(text, next) || IsKeyNext(text, next, mayHaveBlanks: true),
        _ => IsEnd(text, next)
            || (text[next - 1] == ';' && IsKeyNext(text, next, mayHaveBlanks: true))
            || (text[next - 1] == ',' && Characters.IsQuote(text[next]) && IsKeyNext(text, next))
            || (text[next] == '<' && Ends(text, next, next)),
    };

    private static bool IsEnd(string text, int at) => at >= text.Length || char.IsWhiteSpace(text[at]);

    private static bool IsKeyNext(string text, int at, bool mayHaveBlanks = false)
    {
        const int LongestKey = 64;
        int end = at;
        while (end < text.Length && end - at < LongestKey
            && (Characters.IsWord(text[end]) || Characters.IsQuote(text[end]) || (mayHaveBlanks && text[end] == ' ')))
        {
            end++;
        }

        return end > at && end < text.Length && text[end] is '=' or ':' or ';';
    }

    /// <summary>Whether the line goes on with another key, so that the value is not all of it.</summary>
    private static bool HasMore(string text, int end) =>
        end < text.Length && text[end] is ';' or ',' && IsKeyNext(text, Characters.SkipBlanks(text, end + 1));

    // Passwords have blanks: so the words that follow are taken too, up to one that goes on a sentence.
    private static int GoOn(string text, int end, int limit)
    {
        int semicolon = end < limit ? text.AsSpan(end, limit - end).IndexOfAny(";=") : -1;
        if (semicolon > 0 && text[end + semicolon] == ';')
        {
            return end + semicolon;
        }

        int first = end;
        for (int i = 0; i < MostWords; i++)
        {
            int word = Characters.SkipBlanks(text, end);
            (int _, int wordEnd) = Word(text, word);
            if (word > end && word < limit && text[word] == '-')
            {
                // PGPASSWORD=abc psql -h db
                return first;
            }

            if (word == end || wordEnd > limit || !Prose.MayGoOn(text.AsSpan(word, wordEnd - word)))
            {
                break;
            }

            end = wordEnd;
        }

        return end;
    }

    private static (int Start, int End) Header(TextKey key, int at)
    {
        string text = key.Text;
        int wordEnd = Characters.SkipWord(text, at);
        int token = Characters.SkipBlanks(text, wordEnd);
        if (token > wordEnd && s_schemes.Contains(text[at..wordEnd]))
        {
            return TextValue.Argument(text, Math.Min(token, text.Length - 1));
        }

        return key.Separator == ':' ? (at, Limit(key, at, text.Length)) : Word(text, at);
    }

    /// <summary>Where the value ends at the latest: at the line's end, or at the quote around key and value.</summary>
    private static int Limit(TextKey key, int at, int longest)
    {
        int line = key.Text.AsSpan(at, longest - at).IndexOfAny('\n', '\r');
        int end = line < 0 ? longest : at + line;
        int quote = key.Outer == default ? -1 : key.Text.IndexOf(key.Outer, at, end - at);
        end = quote < 0 ? end : quote;
        while (end > at && (char.IsWhiteSpace(key.Text[end - 1]) || key.Text[end - 1] is ',' or '\\'))
        {
            end--;
        }

        return end;
    }
}
