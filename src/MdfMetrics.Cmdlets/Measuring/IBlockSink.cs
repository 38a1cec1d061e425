namespace MdfMetrics.Cmdlets.Measuring;

/// <summary>Takes what a measured command puts out, one object at a time.</summary>
internal interface IBlockSink
{
    /// <summary>
    /// Takes an output object; null for $null. In its wrapper where it had one: what users add to a text or a number
    /// lies there.
    /// </summary>
    void Put(object? value);
}
