namespace MdfMetrics.Tests.Secrets;

/// <summary>A text with secrets in it.</summary>
internal sealed record SecretForm(string Text, IReadOnlyList<string> Secrets)
{
    private static readonly char[] s_between = [' ', ',', ';', '\n', '"', '\'', '<', '/', '@', '&', ')', '}', ':'];

    /// <summary>The secrets, and what words they have: neither may survive.</summary>
    public IEnumerable<string> Parts => Secrets
        .Concat(Secrets.SelectMany(secret => secret.Split(s_between)))
        .Where(part => part.Length >= 4)
        .Distinct();

    /// <summary>What of the secrets a text still has.</summary>
    public IEnumerable<string> SurvivorsIn(string text) =>
        Parts.Where(part => text.Contains(part, StringComparison.Ordinal));
}
