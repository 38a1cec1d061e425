using System.Collections;
using MdfMetrics.Secrets;

namespace MdfMetrics.Configuration;

/// <summary>A configuration document: its name for messages, and its tree.</summary>
/// <param name="name">The file's full path, or what stands for it.</param>
/// <param name="root">The mapping at the top.</param>
internal sealed class ConfigDocument(string name, ConfigMap root)
{
    /// <summary>The name of a document that is no file.</summary>
    public const string Unnamed = "Configuration";
    private const string PipelineKey = "executor";

    /// <summary>The top of the document.</summary>
    public ConfigValue Root => new(name, string.Empty, root);

    /// <summary>Reads a YAML file.</summary>
    /// <param name="topKey">A key that belongs at the top, for messages.</param>
    /// <exception cref="MetricsException">ConfigNotFound, ConfigInvalid.</exception>
    public static ConfigDocument Load(string fullPath, string topKey = PipelineKey) =>
        Parse(fullPath, ConfigFile.Read(fullPath), topKey);

    /// <summary>Reads YAML text.</summary>
    /// <exception cref="MetricsException">ConfigInvalid.</exception>
    public static ConfigDocument Parse(string name, string text, string topKey = PipelineKey) =>
        YamlTree.Read(name, text) switch
        {
            ConfigMap map => new ConfigDocument(name, map),
            null or ConfigScalar { Value: null } => throw ConfigErrors.Invalid(
                name,
                new ConfigPosition(1, 1),
                $"expected a mapping such as '{topKey}:', found nothing: the document is empty"),
            ConfigNode other => throw ConfigErrors.Invalid(
                name,
                other.Position,
                $"expected a mapping such as '{topKey}:' at the top, found {other.Description}"),
        };

    /// <summary>Takes dictionaries and lists as a document.</summary>
    /// <exception cref="MetricsException">ConfigInvalid.</exception>
    public static ConfigDocument FromDictionary(IDictionary values, string name = Unnamed) =>
        new(name, new DictionaryTree(name).Read(values));

    /// <summary>This document as the value of a path of keys, outermost first, below those that stay at the top.</summary>
    public ConfigDocument Under(Predicate<string> staysAtTop, params IEnumerable<string> path)
    {
        ILookup<bool, ConfigEntry> entries = root.Entries.ToLookup(entry => staysAtTop(entry.Key));
        var inner = new ConfigMap([.. entries[false]], default);
        foreach (string key in path.Reverse())
        {
            inner = new ConfigMap([new ConfigEntry(key, default, inner)], default);
        }

        return new ConfigDocument(name, new ConfigMap([.. entries[true], .. inner.Entries], default));
    }

    /// <summary>The whole document as JSON, numbers as they were written, secrets redacted.</summary>
    public JsonMap Snapshot(SecretRedactor redactor) =>
        JsonMap.FromDictionary((IDictionary)root.ToPlain(asWritten: true))!.Redacted(redactor);
}
