namespace MdfMetrics.Alerts.Conditions;

/// <summary>A piece of a condition.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Text">Its text: of an operator one spelling that stands for all, of quoted text the inside.</param>
/// <param name="Position">Where it begins, counted from 0.</param>
internal readonly record struct Token(TokenKind Kind, string Text, int Position)
{
    private const int LongestShown = 40;

    /// <summary>The token in a message.</summary>
    public string Description => Kind == TokenKind.End
        ? "the end"
        : $"'{(Text.Length <= LongestShown ? Text : WellFormed.Beginning(Text, LongestShown) + "…")}'";

    /// <summary>Whether it is one of these words, in any case.</summary>
    public bool Is(params ReadOnlySpan<string> words)
    {
        foreach (string word in words)
        {
            if (Kind == TokenKind.Word && Text.Equals(word, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }
}
