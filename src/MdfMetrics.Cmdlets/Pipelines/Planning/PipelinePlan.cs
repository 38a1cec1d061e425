using System.Management.Automation.Runspaces;
using MdfMetrics.Configuration;
using MdfMetrics.Pipelines;

namespace MdfMetrics.Cmdlets.Pipelines.Planning;

/// <summary>A pipeline that was checked, its commands found. Closes its runspace, unless a worker took it.</summary>
internal sealed class PipelinePlan : IDisposable
{
    private Runspace? _runspace;

    private PipelinePlan(Runspace runspace) => _runspace = runspace;

    public required BoundCommand Loader { get; init; }

    public required IReadOnlyList<PlannedStage> Stages { get; init; }

    public required BoundCommand? Writer { get; init; }

    public required long? MaxSamples { get; init; }

    public required int BatchSize { get; init; }

    /// <summary>What would run, in one line.</summary>
    public string Description
    {
        get
        {
            IEnumerable<string> stages = Stages.Select(stage => $"{stage.Definition.Name} ("
                + string.Join(", ", stage.Operators.Select(command => command.Definition.Name))
                + (stage.Definition.Replicas == 1 ? ")" : $"; {stage.Definition.Replicas} replicas)"));
            string[] writer = Writer is null ? [] : [Writer.Definition.Name];
            return string.Join(" > ", [Loader.Definition.Name, .. stages, .. writer]);
        }
    }

    /// <summary>Checks a pipeline in a runspace as its workers have it.</summary>
    /// <exception cref="MetricsException">ConfigInvalid, with everything that is wrong.</exception>
    public static PipelinePlan Create(
        PipelineDefinition definition,
        PipelineEnvironment environment,
        ConfigProblems problems)
    {
        Runspace runspace = environment.Create();
        try
        {
            environment.Open(runspace);
            environment.Import(runspace, definition.Modules, problems);
            var checker = new CommandChecker(runspace, problems);
            Dictionary<CommandDefinition, BoundCommand?> bound = definition.Commands.ToDictionary(
                command => command,
                checker.Bind,
                ReferenceEqualityComparer.Instance as IEqualityComparer<CommandDefinition>);
            problems.ThrowIfAny();
            return new PipelinePlan(runspace)
            {
                Loader = bound[definition.Loader!]!,
                Stages = [.. definition.Stages.Select(
                    stage => new PlannedStage(stage, [.. stage.Operators.Select(command => bound[command]!)]))],
                Writer = definition.Writer is null ? null : bound[definition.Writer],
                MaxSamples = definition.MaxSamples,
                BatchSize = definition.BatchSize,
            };
        }
        catch
        {
            runspace.Dispose();
            throw;
        }
    }

    /// <summary>The open runspace that the commands were found in, once: whoever takes it closes it.</summary>
    public Runspace TakeRunspace()
    {
        Runspace runspace = _runspace!;
        _runspace = null;
        return runspace;
    }

    public void Dispose() => _runspace?.Dispose();
}
