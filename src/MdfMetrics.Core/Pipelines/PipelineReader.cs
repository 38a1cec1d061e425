using System.Globalization;
using MdfMetrics.Collection;
using MdfMetrics.Configuration;

namespace MdfMetrics.Pipelines;

/// <summary>Reads what a document says of a pipeline. What is wrong is noted, and reading goes on.</summary>
internal sealed class PipelineReader
{
    private const int MostReplicas = 256;
    public const int LargestBatch = 1_000_000;

    private static readonly string[] s_documentKeys =
        ["data_loader", "stages", "data_writer", "executor", "modules", .. PipelineConfiguration.TopKeys];

    private static readonly string[] s_executorKeys = ["max_samples", "batch_size", "on_error", "metrics"];
    private static readonly string[] s_endKeys = ["type", "params"];
    private static readonly string[] s_stageKeys = ["name", "operators", "worker", "on_error", "auxiliary"];
    private static readonly string[] s_operatorKeys = ["name", "command", "params", "on_error", "role"];
    private static readonly string[] s_workerKeys = ["num_replicas"];

    private readonly ConfigProblems _problems;
    private readonly List<string> _warnings;

    private PipelineReader(ConfigProblems problems, List<string> warnings)
    {
        _problems = problems;
        _warnings = warnings;
    }

    /// <summary>Reads the document.</summary>
    /// <param name="root">Its top.</param>
    /// <param name="problems">Takes what is wrong: the result is then not to be run.</param>
    /// <param name="warnings">Takes the keys that mean nothing.</param>
    public static PipelineDefinition Read(ConfigValue root, ConfigProblems problems, List<string> warnings) =>
        new PipelineReader(problems, warnings).Document(root);

    private PipelineDefinition Document(ConfigValue root)
    {
        _warnings.AddRange(UnknownKeys.InOpen(root, s_documentKeys));
        ConfigValue? executor = Mapping(root.Find("executor"), s_executorKeys, isOpen: true);
        bool skips = SkipsErrors(executor, otherwise: false);
        if (root.Find("data_loader") is null)
        {
            _problems.Add(root, "expected data_loader, which gives the records");
        }

        return new PipelineDefinition
        {
            Modules =
            [
                .. Items(root.Find("modules")).Where(module => Text(module, "a module's name or path") is not null),
            ],
            Loader = End(root.Find("data_loader"), CommandRole.Loader),
            Stages = Stages(root, skips),
            Writer = End(root.Find("data_writer"), CommandRole.Writer),
            MaxSamples = Whole(executor?.Find("max_samples"), long.MaxValue),
            BatchSize = (int?)Whole(executor?.Find("batch_size"), LargestBatch) ?? new PipelineDefinition().BatchSize,
        };
    }

    private List<StageDefinition> Stages(ConfigValue root, bool skips)
    {
        if (root.Find("stages") is not { } list)
        {
            _problems.Add(root, "expected stages, a list that may be empty");
            return [];
        }

        var names = new HashSet<string>(StringComparer.Ordinal);
        var stages = new List<StageDefinition>();
        foreach (ConfigValue item in Items(list))
        {
            if (Mapping(item, s_stageKeys) is { } stage && Name(stage, "name", "stage", names) is { } name)
            {
                List<CommandDefinition> operators = Operators(stage, SkipsErrors(stage, skips));
                stages.Add(new StageDefinition(name.Text(), Replicas(stage), IsAuxiliary(stage), operators));
            }
        }

        return stages;
    }

    private List<CommandDefinition> Operators(ConfigValue stage, bool skips)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        var operators = new List<CommandDefinition>();
        if (stage.Find("operators") is not { Node: not ConfigList { Items.Count: 0 } } list)
        {
            _problems.Add(stage, "expected operators, a list of at least one");
            return [];
        }

        foreach (ConfigValue item in Items(list))
        {
            if (Mapping(item, s_operatorKeys) is not { } map || Name(map, "name", "operator", names) is not { } name)
            {
                continue;
            }

            ConfigValue command = map.Find("command") ?? name;
            if (Text(command, "a command's name") is not null)
            {
                operators.Add(new CommandDefinition(CommandRole.Operator, name.Text(), command, Parameters(map))
                {
                    SkipsErrors = SkipsErrors(map, skips),
                    OperatorRole = Role(map),
                });
            }
        }

        return operators;
    }

    private CommandDefinition? End(ConfigValue? section, CommandRole role) =>
        Mapping(section, s_endKeys) is { } map && Name(map, "type", "command", []) is { } type
            ? new CommandDefinition(role, type.Text(), type, Parameters(map))
            : null;

    private int Replicas(ConfigValue stage) =>
        (int?)Whole(Mapping(stage.Find("worker"), s_workerKeys)?.Find("num_replicas"), MostReplicas) ?? 1;

    private IReadOnlyList<(ConfigEntry Entry, ConfigValue Value)> Parameters(ConfigValue map) =>
        Mapping(map.Find("params"), keys: null) is { } parameters ? [.. parameters.Entries()] : [];

    private bool SkipsErrors(ConfigValue? section, bool otherwise)
    {
        const string Expected = "skip or stop";
        return section?.Find("on_error") is { } value
            ? _problems.Read(
                value,
                given => given.Text(Expected).ToLowerInvariant() switch
                {
                    "skip" => true,
                    "stop" => false,
                    _ => throw given.Unexpected(Expected),
                },
                otherwise)
            : otherwise;
    }

    private string Role(ConfigValue section)
    {
        const string Expected = "source, transform, aggregate or sink";
        return section.Find("role") is { } value
            ? _problems.Read(
                value,
                given => OperatorRole.Find(given.Text(Expected)) ?? throw given.Unexpected(Expected),
                OperatorRole.Transform)
            : OperatorRole.Transform;
    }

    private bool IsAuxiliary(ConfigValue stage) =>
        stage.Find("auxiliary") is { } value && _problems.Read(value, given => given.Boolean(), false);

    private ConfigValue? Mapping(ConfigValue? section, string[]? keys, bool isOpen = false)
    {
        if (section is not { } value)
        {
            return null;
        }

        if (value.Node is not ConfigMap)
        {
            return _problems.Read<ConfigValue?>(value, given => throw given.Unexpected("a mapping"), null);
        }

        if (keys is not null)
        {
            _warnings.AddRange(isOpen ? UnknownKeys.InOpen(value, keys) : UnknownKeys.InClosed(value, keys));
        }

        return value;
    }

    private IReadOnlyList<ConfigValue> Items(ConfigValue? list) =>
        list is { } value ? _problems.Read(value, given => given.Items(), []) : [];

    private string? Text(ConfigValue value, string expected) =>
        _problems.Read(value, given => given.Text(expected), null);

    /// <summary>The name that a section must have, once among its siblings.</summary>
    private ConfigValue? Name(ConfigValue section, string key, string what, HashSet<string> taken)
    {
        if (section.Find(key) is not { } value)
        {
            _problems.Add(section, $"expected {key}, the name of the {what}");
            return null;
        }

        if (Text(value, $"the name of the {what}") is not { } name)
        {
            return null;
        }

        try
        {
            name = Names.Validate(name, what);
        }
        catch (MetricsException e)
        {
            _problems.Add(value, e.Message.TrimEnd('.'));
            return null;
        }

        if (!taken.Add(name))
        {
            _problems.Add(value, what == "operator"
                ? $"expected each operator of a stage once, found '{name}' again; "
                    + "give it a name of its own, and the command's name as 'command'"
                : $"expected each {what} once, found '{name}' again");
        }

        return value;
    }

    private long? Whole(ConfigValue? value, long most)
    {
        if (value is not { } given)
        {
            return null;
        }

        string expected = most == long.MaxValue
            ? "a whole number from 1"
            : string.Create(CultureInfo.InvariantCulture, $"a whole number from 1 to {most}");
        return _problems.Read<long?>(
            given,
            number => number.Node is ConfigScalar { Value: long whole } && whole >= 1 && whole <= most
                ? whole
                : throw number.Unexpected(expected),
            null);
    }
}
