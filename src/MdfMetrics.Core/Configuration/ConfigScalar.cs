namespace MdfMetrics.Configuration;

/// <summary>Text, a number, a boolean or null.</summary>
/// <param name="value">string, long, double, bool or null.</param>
/// <param name="text">The value as it was written.</param>
/// <param name="position">Where it begins.</param>
internal sealed class ConfigScalar(object? value, string text, ConfigPosition position) : ConfigNode(position)
{
    private const int LongestShown = 60;

    /// <summary>string, long, double, bool or null.</summary>
    public object? Value { get; } = value;

    /// <summary>As written: 0644 is the number 644, but file_mode wants the digits.</summary>
    public string Text { get; } = text;

    public override ConfigExtent Extent => new(1, Text.Length, 1);

    public override string Description => Value switch
    {
        null => "nothing",
        string { Length: 0 } => "an empty text",
        string => $"the text \"{Shortened}\"",
        _ => Shortened,
    };

    private string Shortened => Text.Length <= LongestShown ? Text : $"{Text.AsSpan(0, LongestShown)}…";

    public override object? ToPlain(bool asWritten = false) =>
        asWritten && Value is long or double ? Written() : Value;

    private object? Written() => Value is double number && !double.IsFinite(number)
        ? null
        : JsonNumber.From(Text) ?? (object)Text;
}
