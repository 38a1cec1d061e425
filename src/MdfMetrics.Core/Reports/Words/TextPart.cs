namespace MdfMetrics.Reports.Words;

/// <summary>A part of a sentence.</summary>
internal readonly record struct TextPart(string Text, Emphasis Emphasis)
{
    public static TextPart Strong(string text) => new(text, Emphasis.Strong);

    public static TextPart Hot(string text) => new(text, Emphasis.Hot);

    public static TextPart Code(string text) => new(text, Emphasis.Code);
}
