using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MdfMetrics.Architecture.Tests.Conventions;

/// <summary>Every error says what to do about it, and so does the help, by its id.</summary>
public sealed partial class ErrorTextTests
{
    /// <summary>
    /// Here the advice is what is put in: an alert's own text, the problems of a configuration, the rules of run ids.
    /// </summary>
    private static readonly string[] s_toldElsewhere = ["AlertRaised", "ConfigInvalid", "InvalidRunId"];

    private static readonly ErrorText[] s_texts =
        [.. ProjectSource.Of("MdfMetrics.Core").ErrorTexts(), .. ProjectSource.Of("MdfMetrics.Cmdlets").ErrorTexts()];

    [Fact]
    public void Messages_OfAllErrors_SayWhatToDo()
    {
        string[] silent = [.. s_texts
            .Where(text => !s_toldElsewhere.Contains(text.Error) && !Advice().IsMatch(text.Text))
            .Select(text => $"{text.Place} {text.Error}: {text.Text}")];

        Assert.InRange(s_texts.Length, 100, 1_000);
        Assert.True(silent.Length == 0, string.Join('\n', silent));
    }

    [Theory]
    [InlineData("There is no store at '{store}'. Give the folder that the runs were written to.", true)]
    [InlineData("'{there}' is there already. -Force writes it anew.", true)]
    [InlineData("No run was found. Get-MdfRun lists the runs of a store.", true)]
    [InlineData("-WorkerStat takes a dictionary.", true)]
    [InlineData("'{path}' can't be written: {e.Message} Give another path.", true)]
    [InlineData("'{store}' did not take it: {failure} {target.Advice}", true)]
    [InlineData("The run '{id}' is still going on.", false)]
    [InlineData("The file to give is left out: {exception.Message}", false)]
    [InlineData("What Start-MdfRun wrote is gone.", false)]
    public void Advice_OfAMessage_IsFoundOrNot(string message, bool isFound) =>
        Assert.Equal(isFound, Advice().IsMatch(message));

    [Fact]
    public void Ids_OfAllErrors_HaveOneRowEachInTheHelp()
    {
        string ids = Path.Combine(SourceTree.Root, "src", "MdfMetrics.Core", "MetricsError.cs");
        string[] declared = [.. SourceCompilation.ParseFile(ids).GetRoot().DescendantNodes()
            .OfType<EnumMemberDeclarationSyntax>()
            .Select(member => member.Identifier.Text)
            .Order(StringComparer.OrdinalIgnoreCase)];
        string help = File.ReadAllText(Path.Combine(SourceTree.Root, "docs", "en-US", "about_MdfMetrics.md"));
        string[][] rows = [.. Row().Matches(help).Select(row => Cells(row.Groups[1].Value))];

        Assert.Equal(declared, s_texts.Select(text => text.Error).Distinct().Order(StringComparer.OrdinalIgnoreCase));
        Assert.Equal(declared, rows.Select(row => row[0].Trim('`')));
        Assert.All(rows, row => Assert.True(
            row is [_, { Length: > 0 }, var remedy] && Advice().IsMatch(remedy),
            $"The row of {row[0]} does not say what to do."));
    }

    private static string[] Cells(string row) => [.. CellEnd().Split(row).Select(cell => cell.Trim())];

    /// <summary>
    /// A verb that begins a sentence or clause and asks for something; what a cmdlet or parameter would do about it;
    /// what a parameter takes; or a text that is named as advice.
    /// </summary>
    [GeneratedRegex(
        @"(?:^|[.:;,}]\s|\b(?:or|and|Until then|first)\s)"
            + "(?:Choose|Close|Correct|Delete|End|Enter|Export|Free|Give|Install|Join|Leave|Make|Name|Pipe|Put|Remove"
            + "|Repair|Restore|Start|Take|To ask|Try|Update|Use|Wait|Write|choose|delete|give|leave|name|or pass|remove|start"
            + @"|update|use|wait|write)\b"
            + @"|(?:-[A-Z]\w+|[A-Z]\w+-Mdf\w+)(?: -\w+)? "
            + @"(?:adds|counts|finishes|leaves|lists|names|needs|replaces|takes|tells|waits|writes)\b"
            + @"|\bit can be \{|\bnext (?:call|clean-up)\b|\{[^}]*(?:Advice|Remedy)\b",
        RegexOptions.CultureInvariant)]
    private static partial Regex Advice();

    /// <summary>A row of a table, between its first bar and its last.</summary>
    [GeneratedRegex("^\\|( `.*)\\|\r?$", RegexOptions.Multiline)]
    private static partial Regex Row();

    [GeneratedRegex(@"(?<!\\)\|")]
    private static partial Regex CellEnd();
}
