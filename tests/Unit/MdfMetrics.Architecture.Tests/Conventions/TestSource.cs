using System.Collections.Concurrent;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MdfMetrics.Architecture.Tests.Conventions;

/// <summary>The source of tests, compiled in memory so that calls lead to what is declared in it.</summary>
internal sealed class TestSource
{
    private const string Preamble = """
        global using MdfMetrics.Tests;
        global using Xunit;
        namespace MdfMetrics.Tests;
        """;

    private readonly CSharpCompilation _compilation;
    private readonly ConcurrentDictionary<SyntaxTree, SemanticModel> _models = new();

    private TestSource(IEnumerable<SyntaxTree> trees) =>
        _compilation = SourceCompilation.Create("Tests", trees, Preamble);

    /// <summary>The methods that are tests: their attribute's name ends in Fact or Theory.</summary>
    public IEnumerable<MethodDeclarationSyntax> Tests => Nodes<MethodDeclarationSyntax>().Where(method => method
        .AttributeLists
        .SelectMany(list => list.Attributes)
        .Select(attribute => $"{attribute.Name}")
        .Any(name => name.EndsWith("Fact", StringComparison.Ordinal)
            || name.EndsWith("Theory", StringComparison.Ordinal)));

    /// <summary>A test project of the repository, with what it shares with the others.</summary>
    public static TestSource Of(string project) => new(
        SourceTree.Files("tests", "Unit", project)
            .Concat(SourceTree.Files("tests", "Unit", "Shared"))
            .Select(SourceCompilation.ParseFile));

    /// <summary>A text, as if it were a file of tests.</summary>
    public static TestSource OfText(string text) => new([SourceCompilation.Parse(text, "Sample.cs")]);

    /// <summary>Where something is, and the text of its first line.</summary>
    public static string Place(SyntaxNode node) =>
        $"{Path.GetFileName(node.SyntaxTree.FilePath)}({node.GetLocation().GetLineSpan().StartLinePosition.Line + 1}): "
        + (node is MethodDeclarationSyntax method ? method.Identifier.Text : $"{node}".Split('\n')[0]);

    public IEnumerable<TNode> Nodes<TNode>()
        where TNode : SyntaxNode =>
        _compilation.SyntaxTrees.SelectMany(tree => tree.GetRoot().DescendantNodes().OfType<TNode>());

    /// <summary>What the names in a node mean; of a call that is not whole, what it may mean.</summary>
    public IEnumerable<ISymbol> Symbols(SyntaxNode node)
    {
        SemanticModel model = Model(node);
        return node.DescendantNodes()
            .OfType<SimpleNameSyntax>()
            .Select(name => model.GetSymbolInfo(name))
            .Select(info => info.Symbol ?? info.CandidateSymbols.FirstOrDefault())
            .OfType<ISymbol>()
            .Select(symbol => ((symbol as IMethodSymbol)?.ReducedFrom ?? symbol).OriginalDefinition);
    }

    /// <summary>What a declaration declares.</summary>
    public ISymbol Declared(SyntaxNode declaration) => Model(declaration).GetDeclaredSymbol(declaration)!;

    private SemanticModel Model(SyntaxNode node) =>
        _models.GetOrAdd(node.SyntaxTree, tree => _compilation.GetSemanticModel(tree));
}
