using System.Management.Automation.Runspaces;
using MdfMetrics.Cmdlets.Pipelines.Flow;
using MdfMetrics.Cmdlets.Pipelines.Planning;
using MdfMetrics.Cmdlets.Pipelines.Workers;
using MdfMetrics.Pipelines;

namespace MdfMetrics.Cmdlets.Pipelines;

/// <summary>Makes the workers of a pipeline, and the queues between them.</summary>
/// <param name="passThru">Whether the cmdlet writes what leaves the last stage.</param>
internal sealed class PipelineBuilder(
    PipelinePlan plan,
    PipelineEnvironment environment,
    IWorkerOwner owner,
    bool passThru)
{
    /// <summary>The loader, the stages and the writer in order; each reads what the one before it puts out.</summary>
    public List<WorkerGroup> Build()
    {
        List<(StageDefinition Stage, IReadOnlyList<BoundCommand> Commands)> steps =
        [
            (End("data_loader", plan.Loader), [plan.Loader]),
            .. plan.Stages.Select(stage => (stage.Definition, stage.Operators)),
        ];
        if (plan.Writer is not null)
        {
            steps.Add((End("data_writer", plan.Writer), [plan.Writer]));
        }

        var groups = new List<WorkerGroup>();
        RecordQueue? source = null;
        for (int i = 0; i < steps.Count; i++)
        {
            (StageDefinition stage, IReadOnlyList<BoundCommand> commands) = steps[i];
            RecordQueue? target =
                i + 1 < steps.Count ? new RecordQueue(plan.BatchSize, steps[i + 1].Stage.Replicas) : null;
            var group = new WorkerGroup(stage.Name, commands, source, target) { IsAuxiliary = stage.IsAuxiliary };
            for (int replica = 0; replica < stage.Replicas; replica++)
            {
                group.Add(Worker(group, target, isFirst: i == 0, isShown: passThru && i == plan.Stages.Count));
            }

            groups.Add(group);
            source = target;
        }

        return groups;
    }

    private static StageDefinition End(string key, BoundCommand command) =>
        new($"{key} {command.Definition.Name}", Replicas: 1, IsAuxiliary: false, [command.Definition]);

    private PipelineWorker Worker(WorkerGroup group, RecordQueue? target, bool isFirst, bool isShown)
    {
        var output = new RecordWriter(
            target,
            isShown ? record => owner.Post(cmdlet => cmdlet.WriteObject(record)) : null,
            isFirst && plan.MaxSamples is { } limit ? limit : long.MaxValue);
        target?.AddWriter(output);
        Runspace runspace = isFirst ? plan.TakeRunspace() : environment.Create();
        return new PipelineWorker(group, output, runspace, environment, owner);
    }
}
