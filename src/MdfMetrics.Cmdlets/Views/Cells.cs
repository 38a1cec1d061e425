using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace MdfMetrics.Cmdlets.Views;

/// <summary>
/// Text in the cells of a terminal. Names come from whoever writes a journal: what would move the cursor, change
/// colours or turn the writing around is shown as U+FFFD. Public because MdfMetrics.Format.ps1xml calls it.
/// </summary>
public static partial class Cells
{
    private const string Replacement = "\uFFFD";
    private const char Ellipsis = '…';

    /// <summary>Ranges of East Asian wide and fullwidth characters and of emoji, first and last.</summary>
    private static readonly (int First, int Last)[] s_wide =
    [
        (0x1100, 0x115F), (0x231A, 0x231B), (0x23E9, 0x23EC), (0x25FD, 0x25FE), (0x2614, 0x2615), (0x26AA, 0x26AB),
        (0x26BD, 0x26BE), (0x2705, 0x2705), (0x274C, 0x274C), (0x2753, 0x2755), (0x2757, 0x2757), (0x2795, 0x2797),
        (0x2B1B, 0x2B1C), (0x2B50, 0x2B50), (0x2E80, 0x303E), (0x3041, 0xA4CF), (0xA960, 0xA97C), (0xAC00, 0xD7A3),
        (0xF900, 0xFAFF), (0xFE30, 0xFE6F), (0xFF01, 0xFF60), (0xFFE0, 0xFFE6), (0x16FE0, 0x18CFF), (0x1AFF0, 0x1B2FB),
        (0x1F004, 0x1F004), (0x1F0CF, 0x1F0CF), (0x1F18E, 0x1F18E), (0x1F191, 0x1F19A), (0x1F200, 0x1F320),
        (0x1F32D, 0x1F64F), (0x1F680, 0x1F6FC), (0x1F7E0, 0x1F7F0), (0x1F90C, 0x1FAFF), (0x20000, 0x3FFFD),
    ];

    /// <summary>The text on one line, without anything that acts on a terminal.</summary>
    public static string Clean(string? text) => string.Concat((text ?? string.Empty).EnumerateRunes().Select(Clean));

    /// <summary>How many cells a clean text takes.</summary>
    internal static int Width(string text) => text.EnumerateRunes().Sum(Width);

    /// <summary>The clean text in so many cells: cut where it is longer, padded where it is shorter.</summary>
    internal static string Fit(string? text, int width)
    {
        string fit = Cut(Clean(text), width);
        return fit + new string(' ', Math.Max(0, width - Width(fit)));
    }

    /// <summary>A clean text in at most so many cells.</summary>
    internal static string Cut(string text, int width)
    {
        if (Width(text) <= width)
        {
            return text;
        }

        var cut = new StringBuilder();
        int taken = 0;
        foreach (Rune rune in text.EnumerateRunes())
        {
            taken += Width(rune);
            if (taken > width - 1)
            {
                break;
            }

            cut.Append(rune.ToString());
        }

        return width > 0 ? cut.Append(Ellipsis).ToString() : string.Empty;
    }

    /// <summary>The same of text with colours in it, which loses them where it is cut.</summary>
    internal static string CutMarked(string text, int width)
    {
        string plain = Colour().Replace(text, string.Empty);
        return Width(plain) <= width ? text : Cut(plain, width);
    }

    [GeneratedRegex("\u001b\\[[0-9;]*m")]
    private static partial Regex Colour();

    private static string Clean(Rune rune) => rune.Value is '\t' or '\r' or '\n' ? " "
        : Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.Format
            or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator ? Replacement
        : rune.ToString();

    private static int Width(Rune rune) =>
        Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark ? 0
        : Array.Exists(s_wide, range => range.First <= rune.Value && rune.Value <= range.Last) ? 2
        : 1;
}
