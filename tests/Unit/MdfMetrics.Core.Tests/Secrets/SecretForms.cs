using System.Text;
using System.Text.RegularExpressions;

namespace MdfMetrics.Tests.Secrets;

/// <summary>The corpus of Data/secrets/forms.txt, its secrets made anew.</summary>
internal static partial class SecretForms
{
    private const string Alnum = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

    public static IReadOnlyList<SecretForm> All { get; } = Read();

    private static List<SecretForm> Read()
    {
        var random = new Random(20260124);
        return
        [
            .. File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Data", "secrets", "forms.txt"))
                .Where(line => !line.StartsWith('#'))
                .Select(line => Make(line, random)),
        ];
    }

    private static SecretForm Make(string line, Random random)
    {
        var secrets = new List<string>();
        string text = Secret().Replace(line.Replace("¦", null).Replace('⏎', '\n'), match =>
        {
            string given = match.Groups[1].Value;
            string secret = Generate(given, random);
            secrets.Add(given.StartsWith("basic:", StringComparison.Ordinal) ? given[6..] : secret);
            secrets.Add(secret);
            return secret;
        });
        return new SecretForm(text, secrets);
    }

    private static string Generate(string given, Random random)
    {
        if (given.StartsWith("basic:", StringComparison.Ordinal))
        {
            return Convert.ToBase64String(Encoding.UTF8.GetBytes("bob:" + given[6..]));
        }

        Match match = Random().Match(given);
        if (!match.Success)
        {
            return given;
        }

        string characters = match.Groups[1].Value switch
        {
            "alnum" => Alnum,
            "base64" => Alnum + "+/",
            "digits" => "0123456789",
            "hex" => "0123456789abcdef",
            _ => Alnum[..26] + "234567",
        };
        int length = int.Parse(match.Groups[2].ValueSpan, System.Globalization.CultureInfo.InvariantCulture);

        // A digit and both cases are in all random text of some length; short ones must not be words by chance.
        return string.Create(length, random, (buffer, source) =>
        {
            for (int i = 0; i < buffer.Length; i++)
            {
                buffer[i] = characters[source.Next(characters.Length)];
            }

            if (characters.Length > 32 && buffer.Length > 2)
            {
                "a7Z".CopyTo(buffer);
            }
        });
    }

    [GeneratedRegex("«([^»]*)»")]
    private static partial Regex Secret();

    [GeneratedRegex("^(alnum|base64|digits|hex|upper):([0-9]+)$")]
    private static partial Regex Random();
}
