namespace MdfMetrics.Secrets;

/// <summary>A word in text that may be a key, and what stands around it.</summary>
/// <param name="Text">The text.</param>
/// <param name="LineStart">Where its line begins.</param>
/// <param name="Start">Where it begins.</param>
/// <param name="End">Where it ends.</param>
internal readonly record struct TextKey(string Text, int LineStart, int Start, int End)
{
    private const int LongestIndent = 60;
    private const int LongestTag = 256;

    private static readonly string[] s_entities = ["&quot;", "&#34;", "&#39;", "&apos;"];

    /// <summary>What stands between key and value: <c>: = &gt;</c>; none of them: the default.</summary>
    public char Separator { get; private init; }

    /// <summary>Whether there is a blank between separator and value.</summary>
    public bool IsSpaced { get; private init; }

    /// <summary>Whether the key ends in a quote.</summary>
    public bool IsQuoted { get; private init; }

    /// <summary>Where the value begins.</summary>
    public int Value { get; private init; }

    public ReadOnlySpan<char> Word => Text.AsSpan(Start, End - Start);

    /// <summary>The quote that both key and value stand in; the default: none.</summary>
    public char Outer => !IsQuoted && Start > 0 && Characters.IsQuote(Text[Start - 1]) ? Text[Start - 1] : default;

    /// <summary>How far the key is indented.</summary>
    public int Indent => Start - LineStart;

    /// <summary>Whether nothing but signs, or <c>export</c> and the like, stands before it on its line.</summary>
    public bool IsFirst
    {
        get
        {
            if (Start - LineStart > LongestIndent)
            {
                return false;
            }

            ReadOnlySpan<char> before = Text.AsSpan(LineStart, Start - LineStart).Trim(" \t-+*<>#$\"'/");
            return before.IsEmpty || before is "export" or "set" or "SET" or "ENV" or "ARG" or "env:" or "var" or "let";
        }
    }

    public static TextKey Read(string text, int lineStart, int start, int end)
    {
        var key = new TextKey(text, lineStart, start, end);
        int quote = SkipQuote(text, end);
        bool isIndex = quote < text.Length && quote > end && text[quote] == ']';
        int at = Characters.SkipBlanks(text, isIndex ? quote + 1 : quote);
        (char separator, int length) = SeparatorAt(text, at);
        if (quote == end && key.IsTag && key.TagEnd is var tagEnd && tagEnd > 0)
        {
            (separator, at) = ('>', tagEnd);
            length = 1;
        }

        int value = at + length;
        return key with
        {
            IsQuoted = quote > end,
            Separator = separator,
            Value = value,
            IsSpaced = value < text.Length && Characters.IsBlank(text[value]),
        };
    }

    private bool IsTag => Start > 0 && (Text[Start - 1] == '<' || (Text[Start - 1] == ':' && Start > LineStart
        && Text.LastIndexOf('<', Start - 1, Math.Min(Start - LineStart, LongestIndent)) >= 0));

    /// <summary>Where the start tag ends that this is the name of; -1 where it is empty or no tag.</summary>
    private int TagEnd
    {
        get
        {
            int end = Text.AsSpan(End, Math.Min(LongestTag, Text.Length - End)).IndexOfAny('<', '>');
            bool isName = end == 0 || (end > 0 && (char.IsWhiteSpace(Text[End]) || Text[End] == '/'));
            return !isName || Text[End + end] == '<' || Text[End + end - 1] == '/' ? -1 : End + end;
        }
    }

    private static int SkipQuote(string text, int end)
    {
        int at = Characters.Skip(text, end, static character => character == '\\');
        if (at < text.Length && Characters.IsQuote(text[at]))
        {
            return at + 1;
        }

        return Array.Find(s_entities, entity => Characters.IsAt(text, end, entity)) is { } found
            ? end + found.Length
            : end;
    }

    private static (char Separator, int Length) SeparatorAt(string text, int at)
    {
        char next = at + 1 < text.Length ? text[at + 1] : default;
        return (at < text.Length ? text[at] : default) switch
        {
            ':' when next == ':' || (next == '/' && Characters.IsAt(text, at, "://")) => default,
            ':' when next == '=' => ('=', 2),
            ':' => (':', 1),
            '=' when next is '=' or '>' => ('=', 2),
            '=' when next != '~' => ('=', 1),
            '%' when Characters.IsAt(text, at, "%3D") => ('=', 3),
            '%' when Characters.IsAt(text, at, "%3A") => (':', 3),
            _ => default,
        };
    }
}
