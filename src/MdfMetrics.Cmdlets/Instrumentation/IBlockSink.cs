using System.Management.Automation;

namespace MdfMetrics.Cmdlets.Instrumentation;

/// <summary>Takes what a measured command puts out, one object at a time. Public because a script calls it.</summary>
public interface IBlockSink
{
    /// <summary>
    /// Takes an output object, or an error record; null for $null. With its wrapper: what users add to a text or a
    /// number lies there.
    /// </summary>
    void Put(PSObject? value);
}
