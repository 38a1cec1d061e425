using System.Globalization;
using System.Runtime.CompilerServices;

namespace MdfMetrics.Reports.Words;

/// <summary>
/// Words in parts, of which some stand out; written as an interpolated string of texts, parts and sentences.
/// </summary>
[InterpolatedStringHandler]
internal sealed class Sentence(int literalLength = 0, int formattedCount = 0)
{
    private readonly List<TextPart> _parts = new(literalLength > 0 ? (2 * formattedCount) + 1 : 0);

    public IReadOnlyList<TextPart> Parts => _parts;

    public static Sentence Of(Sentence sentence) => sentence;

    /// <summary>Several as one text, a space between them.</summary>
    public static Sentence Join(params IEnumerable<Sentence> sentences)
    {
        var joined = new Sentence();
        foreach (Sentence sentence in sentences)
        {
            joined.AppendLiteral(joined._parts.Count > 0 ? " " : string.Empty);
            joined.AppendFormatted(sentence);
        }

        return joined;
    }

    public void AppendLiteral(string text) => Append(new TextPart(text, Emphasis.None));

    public void AppendFormatted(string? text) => AppendLiteral(text ?? string.Empty);

    public void AppendFormatted(int count) => AppendLiteral(count.ToString("#,0", CultureInfo.InvariantCulture));

    public void AppendFormatted(TextPart part) => Append(part);

    public void AppendFormatted(Sentence sentence) => sentence._parts.ForEach(Append);

    /// <summary>The words alone.</summary>
    public override string ToString() => string.Concat(_parts.Select(part => part.Text));

    private void Append(TextPart part)
    {
        if (part.Text.Length == 0)
        {
            return;
        }

        if (part.Emphasis == Emphasis.None && _parts is [.., { Emphasis: Emphasis.None } last])
        {
            _parts[^1] = last with { Text = last.Text + part.Text };
        }
        else
        {
            _parts.Add(part);
        }
    }
}
