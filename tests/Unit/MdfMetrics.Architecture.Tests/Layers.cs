using System.Text.RegularExpressions;

namespace MdfMetrics.Architecture.Tests;

/// <summary>The layers of a project, lowest first, as docs/architecture.md lists them.</summary>
internal sealed partial class Layers
{
    /// <summary>The name of the layer that holds the files of the project's own folder.</summary>
    public const string Root = "(root)";

    private readonly List<string> _order;

    private Layers(IEnumerable<string> order) => _order = [.. order];

    /// <summary>The layers in order.</summary>
    public IReadOnlyList<string> Order => _order;

    /// <summary>Reads the table under the heading that names the project.</summary>
    public static Layers Of(string project)
    {
        string document = File.ReadAllText(Path.Combine(SourceTree.Root, "docs", "architecture.md"));
        string section = document.Split($"\n### {project}\n")[1].Split("\n#")[0];
        return new Layers(Row().Matches(section).Select(match => match.Groups[1].Value));
    }

    /// <summary>The place of a layer; -1 where the document has none of this name.</summary>
    public int PlaceOf(string layer) => _order.IndexOf(layer);

    [GeneratedRegex(@"^\| `([\w/()]+)` \|", RegexOptions.Multiline)]
    private static partial Regex Row();
}
