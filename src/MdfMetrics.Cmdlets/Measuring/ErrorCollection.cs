using System.Collections.ObjectModel;
using System.Management.Automation;

namespace MdfMetrics.Cmdlets.Measuring;

/// <summary>The end of a pipe of errors: hands them on as they come, and keeps none.</summary>
internal sealed class ErrorCollection(IErrorSink errors) : Collection<PSObject>
{
    protected override void InsertItem(int index, PSObject item) => errors.PutError(item);
}
