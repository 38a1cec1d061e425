using System.Globalization;
using MdfMetrics.Secrets;

namespace MdfMetrics.Configuration;

/// <summary>
/// A value in a document that knows its key path and place: reads it as a type, or says what is wrong where.
/// </summary>
/// <param name="Path">The keys down to it, joined by dots; empty for the root.</param>
internal readonly record struct ConfigValue(string Document, string Path, ConfigNode Node)
{
    /// <summary>Whether there is a value: a key without one counts as not given.</summary>
    public bool IsNull => Node is ConfigScalar { Value: null };

    /// <summary>The value of a key of this mapping; null when the key is absent or has no value.</summary>
    /// <exception cref="MetricsException">ConfigInvalid when this is no mapping.</exception>
    public ConfigValue? Find(string key) =>
        Map().Find(key) is { } node and not ConfigScalar { Value: null } ? Child(key, node) : null;

    /// <summary>The entries of this mapping, those without a value included.</summary>
    /// <exception cref="MetricsException">ConfigInvalid when this is no mapping.</exception>
    public IEnumerable<(ConfigEntry Entry, ConfigValue Value)> Entries()
    {
        ConfigValue self = this;
        return Map().Entries.Select(entry => (entry, self.Child(entry.Key, entry.Value)));
    }

    /// <summary>The items of this list.</summary>
    /// <exception cref="MetricsException">ConfigInvalid when this is no list.</exception>
    public IReadOnlyList<ConfigValue> Items()
    {
        ConfigValue self = this;
        return Node is ConfigList list
            ? [.. list.Items.Select((item, index) => self with { Path = $"{self.Path}[{index}]", Node = item })]
            : throw Unexpected("a list");
    }

    /// <summary>true or false.</summary>
    /// <exception cref="MetricsException">ConfigInvalid.</exception>
    public bool Boolean() => Node is ConfigScalar { Value: bool value } ? value : throw Unexpected("true or false");

    /// <summary>Text that is not empty; a number counts as the text it was written as.</summary>
    /// <exception cref="MetricsException">ConfigInvalid.</exception>
    public string Text(string expected = "text") =>
        Node is ConfigScalar { Value: string or long or double, Text: { Length: > 0 } text }
            ? text
            : throw Unexpected(expected);

    /// <summary>A finite number.</summary>
    /// <exception cref="MetricsException">ConfigInvalid.</exception>
    public double Number(string expected = "a number") => Node is ConfigScalar { Value: long or double } scalar
        && Convert.ToDouble(scalar.Value, CultureInfo.InvariantCulture) is var number && double.IsFinite(number)
        ? number
        : throw Unexpected(expected);

    /// <summary>The error that something else was expected here.</summary>
    public MetricsException Unexpected(string expected) =>
        Invalid($"expected {expected}, found {SecretRedactor.Standard.Redact(Node.Description)}");

    /// <summary>The error that something is wrong here.</summary>
    public MetricsException Invalid(string message) => ConfigErrors.Invalid(
        Document,
        Node.Position,
        Path.Length == 0 ? message : $"{Path}: {message}");

    private ConfigMap Map() => Node as ConfigMap ?? throw Unexpected("a mapping");

    private ConfigValue Child(string key, ConfigNode node) =>
        new(Document, Path.Length == 0 ? key : $"{Path}.{key}", node);
}
