using System.Management.Automation;

namespace MdfMetrics.Cmdlets.Measuring;

/// <summary>Takes what a measured command writes to its error stream.</summary>
internal interface IErrorSink
{
    /// <summary>
    /// Takes an error, or a line of a native program's standard error; in the wrapper that tells the engine which.
    /// </summary>
    void PutError(PSObject error);
}
