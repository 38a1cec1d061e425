namespace MdfMetrics.Pipelines;

/// <summary>A stage: operators one after another, in a number of replicas.</summary>
/// <param name="Name">The stage's name, unique in the pipeline.</param>
/// <param name="Replicas">How many workers it has, at least 1.</param>
/// <param name="IsAuxiliary">Whether it is none of the run's flow, see <see cref="StageRole"/>.</param>
/// <param name="Operators">The operators in order, at least one.</param>
internal sealed record StageDefinition(
    string Name,
    int Replicas,
    bool IsAuxiliary,
    IReadOnlyList<CommandDefinition> Operators);
