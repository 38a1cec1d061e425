using MdfMetrics.Pipelines;

namespace MdfMetrics.Cmdlets.Pipelines.Planning;

/// <summary>A stage whose commands were found.</summary>
/// <param name="Definition">What the document says.</param>
/// <param name="Operators">Its commands in order.</param>
internal sealed record PlannedStage(StageDefinition Definition, IReadOnlyList<BoundCommand> Operators);
