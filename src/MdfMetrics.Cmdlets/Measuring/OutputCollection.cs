using System.Collections;
using System.Collections.ObjectModel;
using System.Management.Automation;

namespace MdfMetrics.Cmdlets.Measuring;

/// <summary>
/// The end of a pipe of output: hands each object on as it comes, and keeps none. The engine adds most objects twice:
/// as they are to the variables that gather the pipe's output, one of which this is, then wrapped to the pipe's end.
/// Those of a stream merged into the output come to the end alone.
/// </summary>
internal sealed class OutputCollection(IBlockSink sink) : Collection<PSObject?>, IList
{
    private bool _isTaken;

    int IList.Add(object? value)
    {
        sink.Put(value);
        _isTaken = true;
        return 0;
    }

    protected override void InsertItem(int index, PSObject? item)
    {
        if (_isTaken)
        {
            _isTaken = false;
        }
        else
        {
            sink.Put(item);
        }
    }
}
