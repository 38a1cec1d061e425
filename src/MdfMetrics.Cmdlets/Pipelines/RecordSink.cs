using System.Management.Automation;
using MdfMetrics.Cmdlets.Measuring;

namespace MdfMetrics.Cmdlets.Pipelines;

/// <summary>Takes what one worker puts out, counts it, and passes it on.</summary>
/// <param name="next">Where it goes; null: nowhere.</param>
/// <param name="passThru">Is shown each record too.</param>
/// <param name="limit">How many records are wanted.</param>
internal sealed class RecordSink(BatchWriter? next, Action<object?>? passThru, long limit) : IBlockSink
{
    private long _count;

    /// <summary>Records that came.</summary>
    public long Count => Volatile.Read(ref _count);

    /// <summary>Whether the worker has given all that is wanted.</summary>
    public bool IsSatisfied => Count >= limit;

    /// <summary>
    /// Takes a record. The exception after the last one wanted ends the commands before at that record, as a stop does:
    /// no script can catch it, and finally blocks run.
    /// </summary>
    /// <exception cref="PipelineStoppedException">No more is wanted.</exception>
    public void Put(object? value)
    {
        next?.Add(value);
        passThru?.Invoke(value);
        _count++;
        if (IsSatisfied)
        {
            throw new PipelineStoppedException();
        }
    }
}
