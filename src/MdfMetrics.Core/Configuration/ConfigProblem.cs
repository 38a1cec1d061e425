namespace MdfMetrics.Configuration;

/// <summary>What is wrong at a place of a document.</summary>
/// <param name="Text">What was expected and found there.</param>
internal sealed record ConfigProblem(ConfigPosition Position, string Text)
{
    /// <summary>The problem with its place: <c>file(line,column): text.</c></summary>
    public string In(string document) =>
        $"{Position.In(document)}: {Text}{(Text.EndsWith('?') ? string.Empty : ".")}";
}
