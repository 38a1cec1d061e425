using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MdfMetrics.Architecture.Tests.Conventions;

/// <summary>The message of an error where it is made: its literal text, and the names of what is put into it.</summary>
/// <param name="Place">File and line.</param>
/// <param name="Error">The id.</param>
/// <param name="Text">Literal parts, with the expressions in braces.</param>
internal sealed record ErrorText(string Place, string Error, string Text)
{
    /// <summary>
    /// Every message of a file. One that a condition chooses is two; of one made elsewhere there is none.
    /// </summary>
    public static IEnumerable<ErrorText> Of(SyntaxNode root) =>
        from list in root.DescendantNodes().OfType<ArgumentListSyntax>()
        where list.Arguments.Count > 1
        let error = list.Arguments[0].Expression.ToString()
        where error.StartsWith("MetricsError.", StringComparison.Ordinal)
        from text in Alternatives(list.Arguments[1].Expression)
        where text.Contains(' ', StringComparison.Ordinal)
        select new ErrorText($"{list.GetLocation().GetLineSpan()}", error["MetricsError.".Length..], text);

    private static IEnumerable<string> Alternatives(ExpressionSyntax message) => message switch
    {
        ConditionalExpressionSyntax choice => Alternatives(choice.WhenTrue).Concat(Alternatives(choice.WhenFalse)),
        ParenthesizedExpressionSyntax inner => Alternatives(inner.Expression),
        BinaryExpressionSyntax sum =>
            from left in Alternatives(sum.Left)
            from right in Alternatives(sum.Right)
            select left + right,
        InvocationExpressionSyntax { Expression: IdentifierNameSyntax { Identifier.Text: "Invariant" } } call =>
            Alternatives(call.ArgumentList.Arguments[0].Expression),
        InterpolatedStringExpressionSyntax text => [string.Concat(text.Contents)],
        LiteralExpressionSyntax literal => [literal.Token.ValueText],
        _ => ["{" + message + "}"],
    };
}
