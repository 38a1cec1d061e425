using System.Collections;
using System.Collections.Specialized;

namespace MdfMetrics.Configuration;

/// <summary>
/// A pipeline's configuration document: its name, what it says about recording, and a snapshot of the whole.
/// </summary>
public sealed class PipelineConfiguration
{
    private const string Executor = "executor";
    private const string Metrics = "metrics";
    private const string Name = "name";
    private const string TagsKey = "tags";

    private PipelineConfiguration(
        ConfigDocument document,
        MetricsOptions defaults,
        ConfigProblems problems,
        string? file = null)
    {
        var warnings = new List<string>();
        Document = document;
        Options = problems.Read(
            document.Root,
            root => root.Find(Executor)?.Find(Metrics) is { } section
                ? MetricsSection.Read(section, defaults, problems, warnings)
                : defaults,
            defaults);
        PipelineName = problems.Read(document.Root, root => root.Find(Name) is { } name ? NameOf(name) : null, null)
            ?? MdfMetrics.PipelineName.OfFile(file);
        Tags = problems.Read(document.Root, root => root.Find(TagsKey) is { } tags ? TagsOf(tags) : null, null)
            ?.Redacted(Options.Redactor);
        Snapshot = document.Snapshot(Options.Redactor);
        Warnings = warnings;
    }

    private PipelineConfiguration()
    {
    }

    /// <summary>The configuration when none is given: every default, custom metrics kept, no snapshot.</summary>
    public static PipelineConfiguration Default { get; } = new();

    /// <summary>What the document says about recording.</summary>
    public MetricsOptions Options { get; } = new();

    /// <summary>The pipeline's name: <c>name:</c>, else the file's without extension; null where there is none.</summary>
    public string? PipelineName { get; }

    /// <summary>The marks of its runs, name to text, secrets redacted; null without any.</summary>
    public JsonMap? Tags { get; }

    /// <summary>The whole document as JSON, secrets redacted to <c>***</c>; null without a document.</summary>
    public JsonMap? Snapshot { get; }

    /// <summary>Unknown keys under <c>executor.metrics</c>, each with its place and the nearest known key.</summary>
    public IReadOnlyList<string> Warnings { get; } = [];

    /// <summary>The keys at the top that are about runs, not about how they are recorded.</summary>
    internal static IReadOnlyList<string> TopKeys { get; } = [Name, TagsKey];

    /// <summary>The document itself, with the places of all values; null without one.</summary>
    internal ConfigDocument? Document { get; }

    /// <summary>Reads a YAML file of at most 10 MB.</summary>
    /// <param name="fullPath">The file's full path.</param>
    /// <exception cref="MetricsException">
    /// ConfigNotFound for a missing file or a folder. ConfigInvalid, as
    /// <c>file(line,column): expected …, found …</c>, for bad YAML, wrong types, duplicate keys, several documents, or
    /// one that is empty or unfolds without bound.
    /// </exception>
    public static PipelineConfiguration Load(string fullPath)
    {
        var problems = new ConfigProblems(fullPath);
        PipelineConfiguration configuration = Load(fullPath, problems);
        problems.ThrowIfAny();
        return configuration;
    }

    /// <summary>Takes the same document as dictionaries and lists.</summary>
    /// <param name="values">
    /// The whole document; without an <c>executor</c> key, what is below it: <c>metrics</c>, or that section's keys;
    /// <c>name</c> and <c>tags</c> beside them.
    /// </param>
    /// <exception cref="MetricsException">ConfigInvalid for wrong types.</exception>
    public static PipelineConfiguration FromDictionary(IDictionary values)
    {
        ConfigDocument document = ConfigDocument.FromDictionary(values);
        List<string> keys = [.. document.Root.Entries().Select(pair => pair.Entry.Key).Where(key => !IsTopKey(key))];
        document = keys switch
        {
            _ when keys.Contains(Executor, StringComparer.OrdinalIgnoreCase) => document,
            _ when keys.Contains(Metrics, StringComparer.OrdinalIgnoreCase) => document.Under(IsTopKey, Executor),
            _ when keys.Exists(MetricsSection.Claims) => document.Under(IsTopKey, Executor, Metrics),
            _ => document,
        };
        var problems = new ConfigProblems(ConfigDocument.Unnamed);
        var configuration = new PipelineConfiguration(document, new MetricsOptions(), problems);
        problems.ThrowIfAny();
        return configuration;
    }

    /// <summary>The same for a caller who reads more of the document: what is wrong is noted.</summary>
    internal static PipelineConfiguration Load(string fullPath, ConfigProblems problems) =>
        new(ConfigDocument.Load(fullPath), new MetricsOptions { CollectCustomMetrics = false }, problems, fullPath);

    private static bool IsTopKey(string key) => TopKeys.Contains(key, StringComparer.OrdinalIgnoreCase);

    private static string NameOf(ConfigValue value)
    {
        string name = value.Text("the pipeline's name");
        return MdfMetrics.PipelineName.Problem(name) is { } problem ? throw value.Invalid(problem.TrimEnd('.'))
            : WellFormed.Text(name);
    }

    private static JsonMap? TagsOf(ConfigValue section)
    {
        var tags = new OrderedDictionary(StringComparer.OrdinalIgnoreCase);
        foreach ((ConfigEntry entry, ConfigValue value) in section.Entries())
        {
            tags[entry.Key] =
                value.IsNull ? string.Empty
                : value.Node is ConfigScalar scalar ? scalar.Text
                : throw value.Unexpected("text");
        }

        return tags.Count == 0 ? null : JsonMap.FromDictionary(tags);
    }
}
