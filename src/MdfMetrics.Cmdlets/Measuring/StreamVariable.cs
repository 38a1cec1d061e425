using System.Collections;

namespace MdfMetrics.Cmdlets.Measuring;

/// <summary>
/// Stands among the variables that gather the records of a stream, and hands them on to those of another pipe.
/// </summary>
internal sealed class StreamVariable(Action<object?> append) : ArrayList
{
    public override int Add(object? value)
    {
        append(value);
        return 0;
    }
}
