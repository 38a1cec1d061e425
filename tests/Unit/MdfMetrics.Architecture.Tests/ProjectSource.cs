using MdfMetrics.Architecture.Tests.Conventions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MdfMetrics.Architecture.Tests;

/// <summary>The source of one project, compiled in memory so that each name in it is known for what it means.</summary>
internal sealed class ProjectSource
{
    private const string Preamble =
        """[assembly: System.Runtime.CompilerServices.InternalsVisibleTo("MdfMetrics.Cmdlets")]""";

    private static readonly Lazy<ProjectSource> s_core = new(() => Load("MdfMetrics.Core"));
    private static readonly Lazy<ProjectSource> s_cmdlets =
        new(() => Load("MdfMetrics.Cmdlets", s_core.Value._compilation.ToMetadataReference()));

    private readonly CSharpCompilation _compilation;
    private readonly string _folder;

    private ProjectSource(CSharpCompilation compilation, string folder) =>
        (_compilation, _folder) = (compilation, folder);

    /// <summary>A project of the module.</summary>
    public static ProjectSource Of(string project) =>
        project == "MdfMetrics.Core" ? s_core.Value : s_cmdlets.Value;

    /// <summary>Texts that are written in the culture of whoever runs the code.</summary>
    public IEnumerable<string> TextsOfACulture() => TextOfACulture.Find(_compilation);

    /// <summary>The messages of errors.</summary>
    public IEnumerable<ErrorText> ErrorTexts() => ErrorText.Of(_compilation);

    /// <summary>The layers that have files: the folders, each part of one by itself.</summary>
    public IReadOnlySet<string> Folders() =>
        _compilation.SyntaxTrees.Where(tree => tree.FilePath.Length > 0).Select(tree => LayerOf(tree)).ToHashSet();

    /// <summary>Every use of a type of this project by a file, in a comment's cref too.</summary>
    public IEnumerable<TypeUse> Uses() =>
        from use in Symbols()
        let tree = use.Type.DeclaringSyntaxReferences.FirstOrDefault()?.SyntaxTree
        where tree is not null && _compilation.ContainsSyntaxTree(tree)
        select new TypeUse(Relative(use.Tree), LayerOf(use.Tree), use.Type.Name, LayerOf(tree));

    /// <summary>The layers whose files use an assembly.</summary>
    public IReadOnlySet<string> LayersThatUse(string assembly) => Symbols()
        .Where(use => use.Type.ContainingAssembly?.Name == assembly)
        .Select(use => LayerOf(use.Tree))
        .ToHashSet();

    private static ProjectSource Load(string project, params MetadataReference[] references)
    {
        IEnumerable<SyntaxTree> trees = SourceTree.Files("src", project).Select(SourceCompilation.ParseFile);
        return new ProjectSource(
            SourceCompilation.Create(project, trees, Preamble, references),
            Path.Combine(SourceTree.Root, "src", project));
    }

    private IEnumerable<(SyntaxTree Tree, INamedTypeSymbol Type)> Symbols()
    {
        foreach (SyntaxTree tree in _compilation.SyntaxTrees.Where(tree => tree.FilePath.Length > 0))
        {
            SemanticModel model = _compilation.GetSemanticModel(tree);
            IEnumerable<ISymbol> symbols = tree.GetRoot()
                .DescendantNodes(descendIntoTrivia: true)
                .OfType<SimpleNameSyntax>()
                .Select(name => model.GetSymbolInfo(name))
                .Select(info => info.Symbol ?? info.CandidateSymbols.FirstOrDefault())
                .OfType<ISymbol>();
            foreach (ISymbol symbol in symbols)
            {
                if ((symbol as INamedTypeSymbol ?? symbol.ContainingType)?.OriginalDefinition is { } type)
                {
                    yield return (tree, type);
                }
            }
        }
    }

    private string Relative(SyntaxTree tree) => Path.GetRelativePath(_folder, tree.FilePath).Replace('\\', '/');

    private string LayerOf(SyntaxTree tree)
    {
        string relative = Relative(tree);
        int end = relative.LastIndexOf('/');
        return end < 0 ? Layers.Root : relative[..end];
    }
}
