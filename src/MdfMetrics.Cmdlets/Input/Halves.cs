using System.Collections;
using System.Management.Automation;

namespace MdfMetrics.Cmdlets.Input;

/// <summary>Names and tags that are no well-formed text, as a script leaves that cuts them at a length.</summary>
internal static class Halves
{
    /// <summary>Warns, once, where a value has half of a surrogate pair: Core keeps U+FFFD in its place.</summary>
    /// <param name="values">Texts and tags; others are passed over.</param>
    public static void WarnOfHalves(this Cmdlet cmdlet, IEnumerable values)
    {
        if (Find(values) is { } text)
        {
            cmdlet.WriteWarning($"'{WellFormed.Text(text)}' was cut within a character, such as an emoji: it is kept "
                + "with U+FFFD in the place of the half.");
        }
    }

    private static string? Find(IEnumerable values)
    {
        foreach (object? value in values)
        {
            string? found = value switch
            {
                string text => WellFormed.HasHalf(text) ? text : null,
                DictionaryEntry entry => Find(new[] { entry.Key, entry.Value }),
                IDictionary or string[] => Find((IEnumerable)value),
                _ => null,
            };
            if (found is not null)
            {
                return found;
            }
        }

        return null;
    }
}
