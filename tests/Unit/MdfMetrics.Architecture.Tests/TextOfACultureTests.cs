using Microsoft.CodeAnalysis.CSharp;

namespace MdfMetrics.Architecture.Tests;

/// <summary>
/// What the analyzers of cultures (CA1304 and their like) don't see. To whoever reads Persian a moment would be written
/// in another calendar.
/// </summary>
public sealed class TextOfACultureTests
{
    [Theory]
    [InlineData("MdfMetrics.Core")]
    [InlineData("MdfMetrics.Cmdlets")]
    public void Source_OfTheModule_NamesTheCultureOfItsTexts(string project)
    {
        string[] found = [.. ProjectSource.Of(project).TextsOfACulture()];

        Assert.True(found.Length == 0, string.Join('\n', found));
    }

    [Theory]
    [InlineData("""string F(double d) => $"{d}";""", true)]
    [InlineData("""string F(DateTime? d) => $"{d}";""", true)]
    [InlineData("""string F(int d) => $"{d:N0}";""", true)]
    [InlineData("""string F(double d) => "a" + d;""", true)]
    [InlineData("""string F(double d) => "a" + $"{d}";""", true)]
    [InlineData("""string F(object d) => $"{d}";""", true)]
    [InlineData("""string F(int d) => $"{d}";""", false)]
    [InlineData("""string F(string d) => $"{d}";""", false)]
    [InlineData("""string F(double d) => FormattableString.Invariant($"{d}");""", false)]
    [InlineData("""string F(IFormatProvider p, double d) => string.Create(p, $"{d}" + $"{d}");""", false)]
    public void Text_OfEachKind_IsFoundOrNot(string member, bool isFound)
    {
        CSharpCompilation sample = SourceCompilation.Create(
            "Sample",
            [SourceCompilation.Parse($"class Sample {{ {member} }}")],
            preamble: string.Empty);

        Assert.Equal(isFound, TextOfACulture.Find(sample).Any());
    }
}
