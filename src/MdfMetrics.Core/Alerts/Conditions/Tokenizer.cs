using System.Text;

namespace MdfMetrics.Alerts.Conditions;

/// <summary>Splits a condition into words, quoted text, operators and brackets.</summary>
internal static class Tokenizer
{
    private static readonly Dictionary<string, string> s_wordOperators = new(StringComparer.OrdinalIgnoreCase)
    {
        ["-lt"] = "<", ["-le"] = "<=", ["-gt"] = ">", ["-ge"] = ">=", ["-eq"] = "=", ["-ne"] = "!=",
    };

    private static readonly string[] s_operators = ["<=", ">=", "==", "!=", "<>", "<", ">", "="];

    /// <summary>The tokens; the last one is the end.</summary>
    /// <exception cref="ConditionException">Quoted text that is not closed.</exception>
    public static List<Token> Split(string text)
    {
        var tokens = new List<Token>();
        int at = 0;
        while (at < text.Length)
        {
            if (char.IsWhiteSpace(text[at]))
            {
                at++;
                continue;
            }

            (Token token, at) = Next(text, at);
            tokens.Add(token);
        }

        tokens.Add(new Token(TokenKind.End, string.Empty, text.Length));
        return tokens;
    }

    private static (Token Token, int End) Next(string text, int at)
    {
        switch (text[at])
        {
            case '(':
                return (new Token(TokenKind.Open, "(", at), at + 1);
            case ')':
                return (new Token(TokenKind.Close, ")", at), at + 1);
            case '"' or '\'':
                return Quoted(text, at);
        }

        if (OperatorAt(text, at) is { } symbol)
        {
            string meaning = symbol switch { "==" => "=", "<>" => "!=", _ => symbol };
            return (new Token(TokenKind.Operator, meaning, at), at + symbol.Length);
        }

        (string word, int end) = Word(text, at);
        return s_wordOperators.TryGetValue(word, out string? known)
            ? (new Token(TokenKind.Operator, known, at), end)
            : (new Token(TokenKind.Word, word, at), end);
    }

    // After a dot a part of it may be in quotes: custom_metrics."gpu 0".util
    private static (string Word, int End) Word(string text, int at)
    {
        int end = at;
        while (end < text.Length
            && !char.IsWhiteSpace(text[end])
            && text[end] is not ('(' or ')' or '"' or '\'')
            && OperatorAt(text, end) is null)
        {
            end++;
        }

        string word = text[at..end];
        if (!word.EndsWith('.') || end == text.Length || text[end] is not ('"' or '\''))
        {
            return (word, end);
        }

        (Token key, end) = Quoted(text, end);
        (string rest, end) = Word(text, end);
        return (word + key.Text + rest, end);
    }

    private static string? OperatorAt(string text, int at) =>
        Array.Find(s_operators, symbol => string.CompareOrdinal(text, at, symbol, 0, symbol.Length) == 0);

    // A quote is doubled to stand for itself, as in PowerShell.
    private static (Token Token, int End) Quoted(string text, int at)
    {
        var content = new StringBuilder();
        for (int i = at + 1; i < text.Length; i++)
        {
            if (text[i] != text[at])
            {
                content.Append(text[i]);
            }
            else if (i + 1 < text.Length && text[i + 1] == text[at])
            {
                content.Append(text[i++]);
            }
            else
            {
                return (new Token(TokenKind.Quoted, content.ToString(), at), i + 1);
            }
        }

        throw new ConditionException(at, $"the text that begins with {text[at]} is not closed");
    }
}
