using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace MdfMetrics.Architecture.Tests.Conventions;

/// <summary>The message of an error where it is made: its literal text, and the names of what is put into it.</summary>
/// <param name="Place">File and line.</param>
/// <param name="Error">The id.</param>
/// <param name="Text">Literal parts, with the expressions in braces.</param>
internal sealed record ErrorText(string Place, string Error, string Text)
{
    /// <summary>
    /// Every message of a project. One that a condition chooses is two; of one that a method gives there is none.
    /// </summary>
    public static IEnumerable<ErrorText> Of(Compilation compilation)
    {
        SemanticModel[] models = [.. compilation.SyntaxTrees.Select(tree => compilation.GetSemanticModel(tree))];
        Dictionary<ISymbol, string> parameters = new(SymbolEqualityComparer.Default);
        foreach ((IParameterSymbol parameter, string error) in models.SelectMany(Parameters))
        {
            parameters[parameter] = error;
        }

        return
            from message in models.SelectMany(Made).Concat(models.SelectMany(model => Given(model, parameters)))
            from text in Alternatives(message.Message.Expression)
            where text.Contains(' ', StringComparison.Ordinal)
            select new ErrorText($"{message.Message.GetLocation().GetLineSpan()}", message.Error, text);
    }

    private static IEnumerable<(string Error, ArgumentSyntax Message)> Made(SemanticModel model) =>
        from list in model.SyntaxTree.GetRoot().DescendantNodes().OfType<ArgumentListSyntax>()
        where list.Arguments.Count > 1
        let error = list.Arguments[0].Expression.ToString()
        where error.StartsWith("MetricsError.", StringComparison.Ordinal)
        select (error["MetricsError.".Length..], list.Arguments[1]);

    /// <summary>The parameters whose text a method makes an error of.</summary>
    private static IEnumerable<(IParameterSymbol Parameter, string Error)> Parameters(SemanticModel model)
    {
        foreach ((string error, ArgumentSyntax message) in Made(model))
        {
            if (model.GetSymbolInfo(message.Expression).Symbol is IParameterSymbol parameter)
            {
                yield return (parameter, error);
            }
        }
    }

    /// <summary>What they are given.</summary>
    private static IEnumerable<(string Error, ArgumentSyntax Message)> Given(
        SemanticModel model,
        Dictionary<ISymbol, string> parameters)
    {
        IEnumerable<ArgumentSyntax> texts = model.SyntaxTree.GetRoot().DescendantNodes().OfType<ArgumentSyntax>()
            .Where(argument => argument.Expression
                is InterpolatedStringExpressionSyntax or LiteralExpressionSyntax or BinaryExpressionSyntax);
        foreach (ArgumentSyntax message in texts)
        {
            if (model.GetOperation(message) is IArgumentOperation { Parameter: { } parameter }
                && parameters.TryGetValue(parameter, out string? error))
            {
                yield return (error, message);
            }
        }
    }

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
