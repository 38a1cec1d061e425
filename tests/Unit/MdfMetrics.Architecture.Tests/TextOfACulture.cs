using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MdfMetrics.Architecture.Tests;

/// <summary>
/// Finds fractions, moments, formatted numbers and values of any type in texts that name no culture: interpolated ones,
/// and what <c>+</c> puts together. Whole numbers are alike everywhere but for a sign.
/// </summary>
internal static class TextOfACulture
{
    private static readonly HashSet<string> s_types =
        ["Double", "Single", "Decimal", "DateTime", "DateTimeOffset", "DateOnly", "TimeOnly", "Object"];

    public static IEnumerable<string> Find(CSharpCompilation compilation) =>
        from tree in compilation.SyntaxTrees
        let model = compilation.GetSemanticModel(tree)
        from node in tree.GetRoot().DescendantNodes()
        where node switch
        {
            InterpolationSyntax hole => Depends(model, hole.Expression, hole.FormatClause) && IsText(model, hole.Parent!),
            BinaryExpressionSyntax sum => sum.IsKind(SyntaxKind.AddExpression)
                && IsString(model.GetTypeInfo(sum).Type)
                && (Depends(model, sum.Left, null) || Depends(model, sum.Right, null)),
            _ => false,
        }
        select $"{node.GetLocation().GetLineSpan()}: {node}";

    private static bool Depends(SemanticModel model, ExpressionSyntax value, InterpolationFormatClauseSyntax? format)
    {
        ITypeSymbol? type = model.GetTypeInfo(value).Type;
        if (type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable)
        {
            type = nullable.TypeArguments[0];
        }

        return s_types.Contains(type?.Name ?? string.Empty)
            || (format is not null && type?.SpecialType is >= SpecialType.System_SByte and <= SpecialType.System_UInt64);
    }

    /// <summary>Whether it becomes a string there and then, not something that is given a culture.</summary>
    private static bool IsText(SemanticModel model, SyntaxNode text)
    {
        while (text.Parent is BinaryExpressionSyntax or ParenthesizedExpressionSyntax)
        {
            text = text.Parent;
        }

        return IsString(model.GetTypeInfo(text).ConvertedType) || IsObject(model.GetTypeInfo(text).ConvertedType);
    }

    private static bool IsString(ITypeSymbol? type) => type?.SpecialType == SpecialType.System_String;

    private static bool IsObject(ITypeSymbol? type) => type?.SpecialType == SpecialType.System_Object;
}
