using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace MdfMetrics.Configuration;

/// <summary>
/// Builds the tree of a YAML text from the parser's events. Aliased nodes are shared, merge keys (<c>&lt;&lt;</c>) are
/// applied, and what the text unfolds to is bounded.
/// </summary>
internal sealed class YamlTree
{
    private const string MergeKey = "<<";

    private readonly string _name;
    private readonly Parser _parser;
    private readonly ConfigBudget _budget;
    private readonly Dictionary<string, ConfigNode> _anchors = [];

    private YamlTree(string name, string text)
    {
        _name = name;
        _parser = new Parser(new StringReader(text));
        _budget = new ConfigBudget(name);
    }

    /// <summary>The root of the only document in the text; null when the text has none.</summary>
    /// <param name="name">The file, for messages.</param>
    /// <exception cref="MetricsException">ConfigInvalid.</exception>
    public static ConfigNode? Read(string name, string text)
    {
        var tree = new YamlTree(name, text);
        try
        {
            return tree.Document();
        }
        catch (Exception exception) when (exception is not MetricsException)
        {
            throw YamlComplaint.Explain(name, text, exception, tree._parser.Current?.End ?? Mark.Empty);
        }
    }

    private static ConfigPosition Position(Mark mark) => new(mark.Line, mark.Column);

    private ConfigNode? Document()
    {
        _parser.Consume<StreamStart>();
        if (_parser.Accept<StreamEnd>(out _))
        {
            return null;
        }

        _parser.Consume<DocumentStart>();
        ConfigNode root = Node(0);
        _parser.Consume<DocumentEnd>();
        return _parser.Accept<DocumentStart>(out DocumentStart? second)
            ? throw Invalid(second.Start, "expected one document, found another")
            : root;
    }

    private ConfigNode Node(int depth)
    {
        if (_parser.TryConsume<AnchorAlias>(out AnchorAlias? alias))
        {
            ConfigNode target = _anchors.TryGetValue(alias.Value.Value, out ConfigNode? node)
                ? node
                : throw Invalid(alias.Start, $"the alias *{alias.Value} has no anchor before it");
            _budget.Spend(target.Extent, depth, Position(alias.Start));
            return target;
        }

        NodeEvent start = _parser.Require<NodeEvent>();
        _budget.Spend(new ConfigExtent(1, (start as Scalar)?.Value.Length ?? 0, 1), depth, Position(start.Start));
        ConfigNode value = start switch
        {
            Scalar => Value(_parser.Consume<Scalar>()),
            SequenceStart => List(depth),
            _ => Map(depth),
        };
        if (!start.Anchor.IsEmpty)
        {
            _anchors[start.Anchor.Value] = value;
        }

        return value;
    }

    private static ConfigScalar Value(Scalar scalar)
    {
        bool typed = scalar.Tag.IsEmpty
            ? scalar.Style == ScalarStyle.Plain
            : scalar.Tag.Value is "tag:yaml.org,2002:int" or "tag:yaml.org,2002:float"
                or "tag:yaml.org,2002:bool" or "tag:yaml.org,2002:null";
        object? value = typed ? YamlScalars.Resolve(scalar.Value) : scalar.Value;
        return new ConfigScalar(value, scalar.Value, Position(scalar.Start));
    }

    private ConfigList List(int depth)
    {
        SequenceStart start = _parser.Consume<SequenceStart>();
        var items = new List<ConfigNode>();
        while (!_parser.TryConsume<SequenceEnd>(out _))
        {
            items.Add(Node(depth + 1));
        }

        return new ConfigList(items, Position(start.Start));
    }

    private ConfigMap Map(int depth)
    {
        MappingStart start = _parser.Consume<MappingStart>();
        var entries = new List<ConfigEntry>();
        var lines = new Dictionary<string, long>(StringComparer.Ordinal);
        var merged = new List<ConfigMap>();
        while (!_parser.TryConsume<MappingEnd>(out _))
        {
            if (!_parser.TryConsume<Scalar>(out Scalar? key))
            {
                ParsingEvent found = _parser.Require<ParsingEvent>();
                throw Invalid(found.Start, "expected a key of plain text, found a list, a mapping or an alias");
            }

            ConfigNode value = Node(depth + 1);
            if (key is { Value: MergeKey, Style: ScalarStyle.Plain })
            {
                merged.AddRange(Merged(value));
            }
            else if (lines.TryAdd(key.Value, key.Start.Line))
            {
                entries.Add(new ConfigEntry(key.Value, Position(key.Start), value));
            }
            else
            {
                throw Invalid(
                    key.Start,
                    $"expected each key once, found '{key.Value}' again after line {lines[key.Value]}");
            }
        }

        foreach (ConfigEntry entry in merged.SelectMany(map => map.Entries))
        {
            if (lines.TryAdd(entry.Key, entry.Position.Line))
            {
                _budget.Spend(entry.Value.Extent, depth + 1, entry.Position);
                entries.Add(entry);
            }
        }

        return new ConfigMap(entries, Position(start.Start));
    }

    private IEnumerable<ConfigMap> Merged(ConfigNode value) => value switch
    {
        ConfigMap map => [map],
        ConfigList list when list.Items.All(item => item is ConfigMap) => list.Items.Cast<ConfigMap>(),
        _ => throw ConfigErrors.Invalid(
            _name,
            value.Position,
            $"expected a mapping, or a list of mappings, to merge; found {value.Description}"),
    };

    private MetricsException Invalid(Mark mark, string message) =>
        ConfigErrors.Invalid(_name, Position(mark), message);
}
