using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace MdfMetrics.Architecture.Tests;

/// <summary>Compiles source in memory, with what the SDK's implicit usings bring.</summary>
internal static class SourceCompilation
{
    private const string ImplicitUsings = """
        global using System;
        global using System.Collections.Generic;
        global using System.IO;
        global using System.Linq;
        global using System.Threading;
        global using System.Threading.Tasks;
        global using static System.FormattableString;

        """;

    // Comments are read too: a cref is a use.
    private static readonly CSharpParseOptions s_options = new(LanguageVersion.Preview, DocumentationMode.Diagnose);

    /// <summary>A source file.</summary>
    public static SyntaxTree ParseFile(string path) => Parse(File.ReadAllText(path), path);

    /// <summary>A text, as if it were a source file; without a path, one that nobody looks at.</summary>
    public static SyntaxTree Parse(string text, string path = "") =>
        CSharpSyntaxTree.ParseText(text, s_options, path);

    /// <summary>The compilation of some files, which refers to all that these tests run on.</summary>
    /// <param name="preamble">What stands in no file of the project: usings and attributes of the assembly.</param>
    public static CSharpCompilation Create(
        string name,
        IEnumerable<SyntaxTree> trees,
        string preamble,
        params MetadataReference[] references)
    {
        string[] platform = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator);
        return CSharpCompilation.Create(
            name,
            trees.Append(Parse(ImplicitUsings + preamble)),
            [.. platform.Select(path => MetadataReference.CreateFromFile(path)), .. references],
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, allowUnsafe: true));
    }
}
