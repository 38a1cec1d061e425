namespace MdfMetrics.Secrets;

/// <summary>What every rule needs in a text, so that text without any of it is done with at once.</summary>
internal static class Triggers
{
    private static readonly WordFinder s_words = new(
        [
            .. KeyTable.Stems, "basic ", "identified",
            .. UrlSecrets.Triggers,
            .. CommandTable.Clients.Select(client => client.Name),
            JsonWebTokens.Prefix, PrivateKeys.Armour, PrivateKeys.Putty,

            // What JSON may write instead of any letter.
            "\\u",
        ],
        StringComparison.OrdinalIgnoreCase);

    public static bool IsIn(ReadOnlySpan<char> text) =>
        s_words.IndexIn(text) >= 0 || IssuedForms.Prefixes.IndexIn(text) >= 0 || AwsSecrets.IsAbout(text);
}
