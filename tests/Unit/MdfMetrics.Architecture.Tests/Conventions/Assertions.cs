using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MdfMetrics.Architecture.Tests.Conventions;

/// <summary>Which methods and properties of tests assert something: by themselves, or through others that do.</summary>
internal sealed class Assertions
{
    /// <summary>
    /// They make sure that what a test needs is there, or that nothing failed, which is not what it is about.
    /// </summary>
    private static readonly HashSet<string> s_arranging =
    [
        "Eventually.Holds", "Eventually.Ends", "MdfResult.Clean", "Pipe.Create", "ScriptResult.Clean", "Scripts.Open",
        "Scripts.Record",
    ];

    private readonly TestSource _source;
    private readonly HashSet<ISymbol> _asserting = new(SymbolEqualityComparer.Default);

    public Assertions(TestSource source)
    {
        _source = source;
        List<(ISymbol Member, ISymbol[] Uses)> members = [.. source.Nodes<MemberDeclarationSyntax>()
            .Where(member => member is MethodDeclarationSyntax or PropertyDeclarationSyntax)
            .Cast<SyntaxNode>()
            .Concat(source.Nodes<LocalFunctionStatementSyntax>())
            .Select(member => (source.Declared(member), source.Symbols(member).ToArray()))];
        members.RemoveAll(member => s_arranging.Contains($"{member.Member.ContainingType?.Name}.{member.Member.Name}"));
        while (members.RemoveAll(member => member.Uses.Any(IsAssertion) && _asserting.Add(member.Member)) > 0)
        {
        }
    }

    /// <summary>Whether something of it asserts.</summary>
    public bool IsIn(SyntaxNode node) => _source.Symbols(node).Any(IsAssertion);

    private bool IsAssertion(ISymbol symbol) =>
        _asserting.Contains(symbol)
        || (symbol is IMethodSymbol { ContainingType: { Name: "Assert", ContainingNamespace.Name: "Xunit" } });
}
