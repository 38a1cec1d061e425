using MdfMetrics.Pipelines;

namespace MdfMetrics.Cmdlets.Pipelines.Planning;

/// <summary>A stage whose commands were found.</summary>
internal sealed record PlannedStage(StageDefinition Definition, IReadOnlyList<BoundCommand> Operators);
