namespace MdfMetrics.Tests;

/// <summary>The most managed memory in use over a while, above what was in use before.</summary>
internal sealed class PeakMemory : IDisposable
{
    private readonly long _before = GC.GetTotalMemory(forceFullCollection: true);
    private readonly Timer _timer;
    private long _most;

    public PeakMemory() => _timer = new Timer(
        _ => _most = Math.Max(_most, GC.GetTotalMemory(forceFullCollection: false)),
        null,
        0,
        20);

    public long Bytes => Math.Max(0, _most - _before);

    public void Dispose() => _timer.Dispose();
}
