using System.Text.RegularExpressions;

namespace MdfMetrics.Tests;

/// <summary>README.md or a page of docs/, and the blocks of code in it.</summary>
internal sealed partial class Document
{
    private static readonly string s_folder = Path.Combine(AppContext.BaseDirectory, "Data");

    public Document(string name) => Text = File.ReadAllText(Path.Combine(s_folder, name));

    /// <summary>The names of all of them.</summary>
    public static IEnumerable<string> Names =>
        Directory.EnumerateFiles(s_folder, "*.md").Select(Path.GetFileName).Order(StringComparer.Ordinal)!;

    public string Text { get; }

    /// <summary>What stands behind the fence of each block, and its content.</summary>
    public IEnumerable<(string Language, string Code)> Blocks() =>
        Block().Matches(Text).Select(block => (block.Groups[1].Value, block.Groups[2].Value));

    /// <summary>The content of the blocks of a language.</summary>
    public string[] Blocks(string language) =>
        [.. Blocks().Where(block => block.Language == language).Select(block => block.Code)];

    /// <summary>The text below a heading of the second level, up to the next.</summary>
    public string Section(string heading) => Text.Split($"\n## {heading}\n")[1].Split("\n## ")[0];

    [GeneratedRegex("^```([^`\n]*)\n(.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Block();
}
