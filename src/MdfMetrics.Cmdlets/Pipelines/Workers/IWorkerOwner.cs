using System.Management.Automation;

namespace MdfMetrics.Cmdlets.Pipelines.Workers;

/// <summary>Receives what happens in the workers, on their threads.</summary>
internal interface IWorkerOwner
{
    /// <summary>Has something done by the cmdlet, on its thread.</summary>
    void Post(Action<PSCmdlet> action);

    /// <summary>A worker wrote an error, and goes on.</summary>
    void OnError(PipelineWorker worker, ErrorRecord error);

    /// <summary>A worker ended with an exception.</summary>
    void OnFailure(PipelineWorker worker, Exception exception);

    /// <summary>A worker has ended, well or not.</summary>
    void OnEnd(PipelineWorker worker);
}
