using System.Buffers;
using System.Buffers.Text;
using System.Text;

namespace MdfMetrics.Secrets;

/// <summary>
/// Finds secrets in text by the key before them: <c>password=…</c>, <c>"token": "…"</c>, <c>--api-key …</c>,
/// <c>&lt;secret&gt;…</c>, <c>Authorization: …</c>, <c>Bearer …</c>, <c>name: DB_PASS, value: …</c>. One pass.
/// </summary>
internal sealed class KeyedText(string text, SecretKeys keys, SecretRanges found)
{
    private const int LeastPassword = 6;
    private const int LeastToken = 20;
    private const string Checksum = "checksum/";

    private static readonly SearchValues<char> s_capitals = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZ_");

    private int _lineStart;
    private bool _afterIdentified;
    private PreviousWord _previous;
    private readonly NamedValues _named = new(text, keys);

    public void Find()
    {
        for (int at = 0; at < text.Length;)
        {
            if (!Characters.IsWord(text[at]))
            {
                _lineStart = text[at] == '\n' ? at + 1 : _lineStart;
                at++;
                continue;
            }

            int end = Characters.SkipWord(text, at);
            int next = Math.Max(end, AfterWord(at, end));
            _previous = new PreviousWord(text, at, end);
            int lineEnd = next > end ? text.LastIndexOf('\n', next - 1, next - end) : -1;
            _lineStart = lineEnd < 0 ? _lineStart : lineEnd + 1;
            at = next;
        }
    }

    /// <summary>Where to go on.</summary>
    private int AfterWord(int start, int end)
    {
        ReadOnlySpan<char> word = text.AsSpan(start, end - start);
        bool afterIdentified = _afterIdentified;
        _afterIdentified = word.Equals("identified", StringComparison.OrdinalIgnoreCase);
        int token = word.Equals("Bearer", StringComparison.OrdinalIgnoreCase) ? AddToken(word, end, static _ => true)
            : word.Equals("Basic", StringComparison.OrdinalIgnoreCase) ? AddToken(word, end, IsUserAndPassword)
            : end;
        if (token > end)
        {
            return token;
        }

        var key = TextKey.Read(text, _lineStart, start, end);
        bool isValue = _named.IsValueOfSecret(key, found);
        if (!isValue && !keys.IsSecret(word) && !_previous.MakesKey(word, start))
        {
            return afterIdentified && word.Equals("by", StringComparison.OrdinalIgnoreCase)
                ? Math.Max(AddQuoted(word, end), AddBare(word, end, LeastPassword))
                : end;
        }

        if (key.Separator != default)
        {
            return IsNoKey(key) ? key.End : Add(word, key, TextValue.Of(key));
        }

        return word[0] == '-' || _previous.SetsVariable(start) ? AddArgument(word, key, end)
            : CallArgument.After(text, start, end, keys) is { End: > 0 } argument ? Add(word, key, argument)
            : IsPassword(word) ? Math.Max(AddQuoted(word, end), AddBare(word, end, LeastPassword))
            : Math.Max(IsKeyword(word) ? AddQuoted(word, end) : end, AddBare(word, end, LeastToken));
    }

    // CREATE SECRET (TYPE s3, SECRET 'abc')
    private static bool IsKeyword(ReadOnlySpan<char> word) => !word.ContainsAnyExcept(s_capitals);

    private static bool IsPassword(ReadOnlySpan<char> word)
    {
        foreach (string password in KeyTable.Passwords)
        {
            if (word.EndsWith(password, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }

    private int Add(ReadOnlySpan<char> word, TextKey key, (int Start, int End) value)
    {
        if (value.End <= value.Start)
        {
            return key.End;
        }

        string secret = text[value.Start..value.End];
        bool isProse = SecretKeys.IsHeader(word) ? BeginsProse(secret) : IsProse(word, key, secret);
        if (HarmlessValues.IsIn(keys.IsOwn(word) ? default : word, secret) || (!key.IsQuoted && isProse))
        {
            return key.End;
        }

        found.Add(value.Start, value.End);

        // A tag's attributes stand between its name and its content.
        return key.Separator == '>' ? key.End : value.End;
    }

    // arn:…:secret:name, PASS: login, auth: {type: basic}
    private bool IsNoKey(TextKey key)
    {
        return Characters.IsAt(text, key.Start - Checksum.Length, Checksum)
            || _previous.MakesTokenOfText(key)
            || (key is { IsSpaced: false, Separator: ':', Start: > 0 }
                && text[key.Start - 1] == ':'
                && !IsPassword(key.Word))
            || (key is { IsQuoted: false, Separator: ':' } && key.Word is "PASS" or "Pass")
            || (SecretKeys.IsMethod(key.Word) && Characters.IsAt(text, Characters.SkipBlanks(text, key.Value), "{"));
    }

    // "token: expected", Lexer.token:45, pass=12, no credentials: rotate them
    private bool IsProse(ReadOnlySpan<char> word, TextKey key, string value)
    {
        bool isNumber = value.Length < 6 && value.All(char.IsAsciiDigit);
        return Prose.Has(value)
            || (key is { Separator: ':', IsSpaced: true }
                && ((_previous.Denies(key.Start) && !value.Any(char.IsAsciiDigit))
                    || (!SecretKeys.IsPassword(word) && Prose.GoesOn(text, value, key.Value))))
            || (isNumber && !key.IsSpaced && key.Separator == ':' && !SecretKeys.IsPassword(word))
            || (isNumber && word.Equals("pass", StringComparison.OrdinalIgnoreCase));
    }

    // --token abc, -Password 'a b', ["--token", "abc"]
    private int AddArgument(ReadOnlySpan<char> word, TextKey key, int end)
    {
        int value = key.IsQuoted && Characters.IsAt(text, end + 1, ",")
            ? Characters.Skip(text, end + 2, char.IsWhiteSpace)
            : Characters.SkipBlanks(text, end);
        return value == end || value == text.Length || text[value] == '-' || Characters.IsLineEnd(text[value])
            ? end
            : Add(word, key, TextValue.Argument(text, value));
    }

    // cookie: not used
    private static bool BeginsProse(string text) =>
        text.IndexOf(' ', StringComparison.Ordinal) is > 0 and var end && Prose.Has(text.AsSpan(0, end));

    // login bob password abc123, IDENTIFIED BY abc123, with token abc…: words have no digits.
    private int AddBare(ReadOnlySpan<char> word, int end, int least)
    {
        int start = Characters.SkipBlanks(text, end);
        if (start == end || start == text.Length || Characters.IsQuote(text[start]))
        {
            return end;
        }

        (int Start, int End) value = BareText.Word(text, start);
        ReadOnlySpan<char> bare = text.AsSpan(start, value.End - start);
        bool isSecret = least == LeastPassword
            ? bare.Length >= least && Randomness.IsMixed(bare)
            : Randomness.IsToken(bare, least);
        return isSecret ? Add(word, default, value) : end;
    }

    // PASSWORD 'abc', IDENTIFIED BY 'abc'
    private int AddQuoted(ReadOnlySpan<char> word, int end)
    {
        int value = Characters.SkipBlanks(text, end);
        return value > end && value < text.Length && Characters.IsQuote(text[value])
            ? Add(word, default, QuotedText.At(text, value, 0))
            : end;
    }

    private int AddToken(ReadOnlySpan<char> word, int end, Predicate<string> isSecret)
    {
        int start = Characters.SkipBlanks(text, end);
        (int _, int valueEnd) = start > end ? TextValue.Argument(text, start) : (end, end);
        string token = text[start..Math.Max(start, valueEnd)];
        if (token.Length == 0 || Prose.Has(token) || HarmlessValues.IsIn(word, token) || !isSecret(token))
        {
            return end;
        }

        found.Add(start, valueEnd);
        return valueEnd;
    }

    private static bool IsUserAndPassword(string token)
    {
        const int Longest = 1024;
        Span<byte> decoded = stackalloc byte[Longest];
        return token.Length is >= 4 and <= Longest
            && Base64.IsValid(token)
            && Convert.TryFromBase64String(token, decoded, out int length)
            && Encoding.UTF8.GetString(decoded[..length]).Contains(':', StringComparison.Ordinal);
    }
}
