using System.Text.RegularExpressions;
using MdfMetrics.Module.Tests.Harness;

namespace MdfMetrics.Module.Tests.Faults;

/// <summary>Every test that docs/reliability.md names exists.</summary>
public sealed partial class ReliabilityDocumentTests
{
    [Fact]
    public void Document_TestsThatItNames_Exist()
    {
        string document = File.ReadAllText(Path.Combine(RepositoryRoot.Path, "docs", "reliability.md"));
        string tests = string.Concat(Directory
            .EnumerateFiles(
                Path.Combine(RepositoryRoot.Path, "tests", "Unit"),
                "*Tests.cs",
                SearchOption.AllDirectories)
            .Select(File.ReadAllText));
        string[] named = [.. TestName().Matches(document).Select(match => match.Groups[1].Value)];

        Assert.NotEmpty(named);
        Assert.All(named, name => Assert.Contains($" {name}(", tests, StringComparison.Ordinal));
    }

    [GeneratedRegex("`([A-Z][A-Za-z]+(?:_[A-Z][A-Za-z]+)+)`")]
    private static partial Regex TestName();
}
