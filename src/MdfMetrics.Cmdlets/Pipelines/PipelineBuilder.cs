using MdfMetrics.Cmdlets.Pipelines.Flow;
using MdfMetrics.Cmdlets.Pipelines.Planning;
using MdfMetrics.Cmdlets.Pipelines.Workers;

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
        List<(string Name, IReadOnlyList<BoundCommand> Commands, int Replicas)> steps =
        [
            ($"data_loader {plan.Loader.Definition.Name}", [plan.Loader], 1),
            .. plan.Stages.Select(stage => (stage.Definition.Name, stage.Operators, stage.Definition.Replicas)),
        ];
        if (plan.Writer is not null)
        {
            steps.Add(($"data_writer {plan.Writer.Definition.Name}", [plan.Writer], 1));
        }

        var groups = new List<WorkerGroup>();
        RecordQueue? source = null;
        for (int i = 0; i < steps.Count; i++)
        {
            RecordQueue? target = i + 1 < steps.Count ? new RecordQueue(plan.BatchSize, steps[i + 1].Replicas) : null;
            var group = new WorkerGroup(steps[i].Name, steps[i].Commands, source, target);
            for (int replica = 0; replica < steps[i].Replicas; replica++)
            {
                group.Add(Worker(group, target, isFirst: i == 0, isShown: passThru && i == plan.Stages.Count));
            }

            groups.Add(group);
            source = target;
        }

        return groups;
    }

    private PipelineWorker Worker(WorkerGroup group, RecordQueue? target, bool isFirst, bool isShown)
    {
        var output = new RecordWriter(
            target,
            isShown ? record => owner.Post(cmdlet => cmdlet.WriteObject(record)) : null,
            isFirst && plan.MaxSamples is { } limit ? limit : long.MaxValue);
        target?.AddWriter(output);
        return new PipelineWorker(group, output, isFirst ? plan.Runspace : environment.Create(), environment, owner);
    }
}
