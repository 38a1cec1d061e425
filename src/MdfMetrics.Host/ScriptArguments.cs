using System.Management.Automation.Runspaces;

namespace MdfMetrics.Host;

/// <summary>Turns the words of a command line into a script's arguments by the rules of <c>pwsh -File</c>.</summary>
internal static class ScriptArguments
{
    /// <summary>
    /// <c>-Name</c> is a parameter or switch, <c>-Name:value</c> and <c>-Name: value</c> one with its value, where
    /// true, false, $true and $false are booleans; anything else is text.
    /// </summary>
    public static IEnumerable<CommandParameter> Parse(IEnumerable<string> words)
    {
        string? waiting = null;
        foreach (string word in words)
        {
            if (waiting is not null)
            {
                yield return new CommandParameter(waiting, word);
                waiting = null;
            }
            else if (word is not ['-', _, ..])
            {
                yield return new CommandParameter(null, word);
            }
            else if (word.IndexOf(':', StringComparison.Ordinal) is var colon && colon < 0)
            {
                yield return new CommandParameter(word);
            }
            else if (colon == word.Length - 1)
            {
                waiting = word[..colon];
            }
            else
            {
                yield return new CommandParameter(word[..colon], Value(word[(colon + 1)..]));
            }
        }

        if (waiting is not null)
        {
            yield return new CommandParameter(waiting);
        }
    }

    private static object Value(string text) => bool.TryParse(text.TrimStart('$'), out bool value) ? value : text;
}
