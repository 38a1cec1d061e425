using System.Globalization;
using System.Text.RegularExpressions;

namespace MdfMetrics.Tests.Secrets;

/// <summary>Data/secrets/ordinary.yaml, filled in anew for each copy: hashes, ids, dates, names.</summary>
internal static partial class OrdinarySettings
{
    private const string Alnum = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

    private static readonly string[] s_words =
    [
        "orders", "customers", "clickstream", "wikipedia", "invoices", "sensor-data", "images", "lineage", "catalogue",
        "tickets", "weather", "shipments", "passengers", "keywords", "authors",
    ];

    public static IEnumerable<string> Copies(int count)
    {
        var random = new Random(20260124);
        string template = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Data", "secrets", "ordinary.yaml"));
        return Enumerable.Range(0, count).Select(_ => Place().Replace(template, match => Fill(match, random)));
    }

    /// <summary>Settings in whose keys and texts stand the words of secrets, and that are none.</summary>
    public static IEnumerable<string> Lookalikes() => new[] { "lookalikes-1.yaml", "lookalikes-2.yaml" }
        .Select(name => File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Data", "secrets", name)));

    private static string Fill(Match place, Random random)
    {
        int length = place.Groups[2].Success
            ? int.Parse(place.Groups[2].ValueSpan, CultureInfo.InvariantCulture)
            : 1;
        return place.Groups[1].Value switch
        {
            "word" => s_words[random.Next(s_words.Length)],
            "date" => new DateTime(2026, 1, 1).AddDays(random.Next(365))
                .ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            "uuid" => string.Join('-', new[] { 8, 4, 4, 4, 12 }.Select(n => Text("0123456789abcdef", n, random))),
            "n" => random.Next(1, 10).ToString(CultureInfo.InvariantCulture) + Text("0123456789", length - 1, random),
            "hex" => Text("0123456789abcdef", length, random),
            "letter" => Text("abc", 1, random),
            "upper" => Text("0123456789ABCDEFGHJKMNPQRSTVWXYZ", length, random),
            "base64" => Text(Alnum + "+/", length, random),
            _ => Text(Alnum, length, random),
        };
    }

    private static string Text(string characters, int length, Random random) => string.Create(
        length,
        (characters, random),
        static (buffer, source) =>
        {
            for (int i = 0; i < buffer.Length; i++)
            {
                buffer[i] = source.characters[source.random.Next(source.characters.Length)];
            }
        });

    [GeneratedRegex("‹([a-z0-9]+)(?::([0-9]+))?›")]
    private static partial Regex Place();
}
