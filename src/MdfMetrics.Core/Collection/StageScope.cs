namespace MdfMetrics.Collection;

/// <summary>One entering of a stage; disposing it leaves the stage, once.</summary>
public sealed class StageScope : IDisposable
{
    private readonly MetricsCollector _collector;
    private int _left;

    internal StageScope(MetricsCollector collector, string name)
    {
        _collector = collector;
        Name = name;
    }

    public string Name { get; }

    /// <summary>True until the stage was left, or the run stopped.</summary>
    public bool IsOpen => Volatile.Read(ref _left) == 0;

    public void Dispose()
    {
        if (Interlocked.Exchange(ref _left, 1) == 0)
        {
            _collector.Exit(this);
        }
    }
}
