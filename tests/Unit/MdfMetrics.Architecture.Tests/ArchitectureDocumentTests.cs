using System.Text.RegularExpressions;

namespace MdfMetrics.Architecture.Tests;

/// <summary>What docs/architecture.md says of the code is so.</summary>
public sealed partial class ArchitectureDocumentTests
{
    private const int LongestWalk = 5;

    private static readonly string s_document =
        File.ReadAllText(Path.Combine(SourceTree.Root, "docs", "architecture.md"));

    private static readonly ILookup<string, string> s_files =
        SourceTree.Files("src").Concat(SourceTree.Files("tests")).ToLookup(file => Path.GetFileNameWithoutExtension(file));

    public static TheoryData<string> Walks
    {
        get
        {
            string section = s_document.Split("\n## Walks\n")[1].Split("\n## ")[0];
            return [.. Row().Matches(section).Select(match => match.Value)];
        }
    }

    [Fact]
    public void Document_EveryTypeItNames_HasAFile()
    {
        IEnumerable<string> layers = Layers.Of("MdfMetrics.Core").Order.Concat(Layers.Of("MdfMetrics.Cmdlets").Order);
        string[] named =
            [.. TypeName().Matches(s_document).Select(match => match.Groups[1].Value).Distinct().Except(layers)];

        Assert.NotEmpty(named);
        Assert.All(named, name => Assert.True(s_files.Contains(name), $"There is no {name}.cs."));
    }

    [Theory]
    [MemberData(nameof(Walks))]
    public void Walk_EachFile_LeadsToTheNext(string walk)
    {
        string[] names = [.. TypeName().Matches(walk).Select(match => match.Groups[1].Value)];

        Assert.InRange(names.Length, 2, LongestWalk);
        foreach ((string from, string to) in names.Zip(names.Skip(1)))
        {
            Assert.True(
                s_files[from].Any(file => Regex.IsMatch(File.ReadAllText(file), $@"\b{to}\b")),
                $"{from}.cs does not mention {to}.");
        }
    }

    [GeneratedRegex("`([A-Z][A-Za-z]+)`")]
    private static partial Regex TypeName();

    [GeneratedRegex("^\\| [^-|].*→.*$", RegexOptions.Multiline)]
    private static partial Regex Row();
}
