using System.Management.Automation;

namespace MdfMetrics.Cmdlets.Measuring;

/// <summary>Where errors come merged into the output: takes every error record for an error.</summary>
internal sealed class MergedSink(IBlockSink output, IErrorSink errors) : IBlockSink
{
    public void Put(object? value)
    {
        if (value is PSObject { BaseObject: ErrorRecord } error)
        {
            errors.PutError(error);
        }
        else
        {
            output.Put(value);
        }
    }
}
