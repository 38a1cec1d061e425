using MdfMetrics.Configuration;

namespace MdfMetrics.Pipelines;

/// <summary>What a document says a pipeline does: a loader, stages of operators, a writer.</summary>
internal sealed record PipelineDefinition
{
    /// <summary>Modules to import, names or paths.</summary>
    public IReadOnlyList<ConfigValue> Modules { get; init; } = [];

    /// <summary>Gives the records; null only where the document is wrong.</summary>
    public CommandDefinition? Loader { get; init; }

    /// <summary>The stages in order.</summary>
    public IReadOnlyList<StageDefinition> Stages { get; init; } = [];

    /// <summary>Takes the records; null: nothing does.</summary>
    public CommandDefinition? Writer { get; init; }

    /// <summary>The most records that are loaded; null: all.</summary>
    public long? MaxSamples { get; init; }

    /// <summary>The most records that go from one stage to the next together.</summary>
    public int BatchSize { get; init; } = 100;

    /// <summary>The commands in order.</summary>
    public IEnumerable<CommandDefinition> Commands =>
        new[] { Loader }.Concat(Stages.SelectMany(stage => stage.Operators)).Append(Writer).OfType<CommandDefinition>();
}
