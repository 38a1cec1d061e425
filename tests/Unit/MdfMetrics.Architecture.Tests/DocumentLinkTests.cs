using System.Text.RegularExpressions;

namespace MdfMetrics.Architecture.Tests;

/// <summary>Links between the documents lead somewhere, and the README stays one to read.</summary>
public sealed partial class DocumentLinkTests
{
    private const int LongestReadme = 250;

    public static TheoryData<string> Documents =>
        [.. new[] { ".", "docs", "docs/en-US", "integrations/prometheus" }
            .SelectMany(folder => Directory.EnumerateFiles(Path.Combine(SourceTree.Root, folder), "*.md"))
            .Select(file => Path.GetRelativePath(SourceTree.Root, file).Replace('\\', '/'))];

    [Theory]
    [MemberData(nameof(Documents))]
    public void Link_OfADocument_LeadsToAFileAndAHeading(string document)
    {
        string path = Path.Combine(SourceTree.Root, document);
        IEnumerable<string> targets = Link().Matches(Text(path)).Select(match => match.Groups[1].Value)
            .Where(target => !target.Contains("://", StringComparison.Ordinal));

        Assert.All(targets, target =>
        {
            string[] parts = target.Split('#', 2);
            string file = parts[0].Length == 0 ? path : Path.Combine(Path.GetDirectoryName(path)!, parts[0]);
            Assert.True(Path.Exists(file), $"There is no {parts[0]}.");
            Assert.True(parts.Length == 1 || Anchors(file).Contains(parts[1]), $"There is no heading {target}.");
        });
    }

    [Fact]
    public void Readme_EveryPageOfDocs_IsNamed()
    {
        string readme = File.ReadAllText(Path.Combine(SourceTree.Root, "README.md"));
        IEnumerable<string?> pages =
            Directory.EnumerateFiles(Path.Combine(SourceTree.Root, "docs"), "*.md").Select(Path.GetFileName);

        Assert.All(pages, page => Assert.Contains($"(docs/{page})", readme, StringComparison.Ordinal));
        Assert.InRange(readme.Split('\n').Length, 1, LongestReadme);
    }

    // As GitHub makes them of headings.
    private static HashSet<string> Anchors(string file) =>
        [.. Heading().Matches(Text(file)).Select(match =>
            NotInAnchors().Replace(match.Groups[1].Value.ToLowerInvariant(), "").Replace(' ', '-'))];

    // Without blocks of code.
    private static string Text(string file) => Code().Replace(File.ReadAllText(file).ReplaceLineEndings("\n"), "");

    [GeneratedRegex("^(```|````).*?^\\1$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Code();

    [GeneratedRegex("\\]\\(([^)\\s]+)\\)")]
    private static partial Regex Link();

    [GeneratedRegex("^#+ (.+)$", RegexOptions.Multiline)]
    private static partial Regex Heading();

    [GeneratedRegex("[^\\p{L}\\p{N}_ -]")]
    private static partial Regex NotInAnchors();
}
