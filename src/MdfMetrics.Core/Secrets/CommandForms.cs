using System.Buffers;

namespace MdfMetrics.Secrets;

/// <summary>
/// Finds secrets that follow options of known programs: <c>mysql -pX</c>, <c>curl -u user:X</c>,
/// <c>docker login -p X</c>. The same letters of other programs are none: <c>-p 8080</c>. One pass over the words.
/// </summary>
internal static class CommandForms
{
    private static readonly Dictionary<string, CommandClient> s_clients =
        CommandTable.Clients.ToDictionary(client => client.Name, StringComparer.OrdinalIgnoreCase);

    private static readonly WordFinder s_names = new(s_clients.Keys, StringComparison.OrdinalIgnoreCase);
    private static readonly SearchValues<char> s_letters =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ");

    private static readonly SearchValues<char> s_beforeName = SearchValues.Create("/\\\"'`($=,[");

    public static void Find(string text, SecretRanges found)
    {
        int first = s_names.IndexIn(text);
        if (first < 0)
        {
            return;
        }

        CommandClient? client = null;
        bool isReady = false;
        for (int at = first; at < text.Length;)
        {
            if (char.IsWhiteSpace(text[at]))
            {
                client = Characters.IsLineEnd(text[at]) ? null : client;
                at++;
                continue;
            }

            int end = WordEnd(text, at);
            at = SkipOpening(text, at, end);
            ReadOnlySpan<char> word = text.AsSpan(at, end - at);
            if (ClientOf(word) is { } next)
            {
                (client, isReady) = (next, next.Subcommand is null);
            }
            else if (client is not null && word.Equals(client.Subcommand, StringComparison.Ordinal))
            {
                isReady = true;
            }
            else if (client is not null && isReady)
            {
                end = Math.Max(end, Argument(text, client, at, end, found));
            }

            client = word[^1] is ';' or '|' or '&' ? null : client;
            at = end;
        }
    }

    private static int Argument(string text, CommandClient client, int at, int end, SecretRanges found)
    {
        if (text[at] != '-')
        {
            return client.TakesArgument ? Add(text, client, TextValue.Argument(text, at), found) : end;
        }

        if (IsCluster(text.AsSpan(at, end - at), client.Clustered))
        {
            int value = Characters.SkipBlanks(text, end);
            return value < text.Length ? Add(text, client, TextValue.Argument(text, value), found) : end;
        }

        foreach (string option in client.Options)
        {
            if (string.CompareOrdinal(text, at, option, 0, option.Length) != 0)
            {
                continue;
            }

            int value = at + option.Length;
            if (value == end || (value == end - 2 && (text[value] is '"' or '\'') && text[value + 1] is ','))
            {
                value = client.IsSeparate ? Characters.SkipBlanks(text, end) : text.Length;
            }
            else if (option.Length > 2)
            {
                value = text[value] == '=' ? value + 1 : text.Length;
            }

            if (value < text.Length && text[value] != '-' && !Characters.IsLineEnd(text[value]))
            {
                return Add(text, client, TextValue.Argument(text, value), found);
            }
        }

        return end;
    }

    private static int Add(string text, CommandClient client, (int Start, int End) value, SecretRanges found)
    {
        int start = value.Start;
        if (client.AfterUser is { } separator && value.End > start)
        {
            // No user: sqlplus /nolog, sqlplus @folder/load.sql.
            int user = text.AsSpan(start, value.End - start).IndexOfAny(separator);
            start = user <= 0 || text[start] == '@' ? value.End : start + user + 1;
        }

        if (start < value.End && !HarmlessValues.IsIn(default, text[start..value.End]))
        {
            found.Add(start, value.End);
        }

        return value.End;
    }

    private static bool IsCluster(ReadOnlySpan<char> word, char option)
    {
        const int Longest = 8;
        return option != default && word.Length is > 2 and <= Longest && word[^1] == option
            && word[1..].IndexOfAnyExcept(s_letters) < 0;
    }

    // ["mysql", "-p", …: the quotes of a list's items are no part of the words.
    private static int SkipOpening(string text, int at, int end)
    {
        int word = Characters.Skip(text, at, static c => c is '"' or '\'' or '[' or '(');
        return word < end && text[word] == '-' ? word : at;
    }

    private static int WordEnd(string text, int at) => Characters.Skip(text, at, static c => !char.IsWhiteSpace(c));

    /// <summary>/usr/bin/mysql, mysql.exe, "curl, $(curl.</summary>
    private static CommandClient? ClientOf(ReadOnlySpan<char> word)
    {
        const int LongestPath = 256;
        if (word.Length > LongestPath)
        {
            return null;
        }

        word = word.TrimEnd("\"',");
        word = word[(word.LastIndexOfAny(s_beforeName) + 1)..];
        word = word.EndsWith(".exe", StringComparison.OrdinalIgnoreCase) ? word[..^4] : word;
        return s_clients.GetValueOrDefault(word.ToString());
    }
}
