namespace MdfMetrics.Cmdlets.Instrumentation;

/// <summary>Takes what a measured block puts out, one object at a time. Public because a script calls it.</summary>
public interface IBlockSink
{
    /// <summary>Takes an output object, or an error record.</summary>
    void Put(object? value);
}
