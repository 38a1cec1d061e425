namespace MdfMetrics.Tests;

/// <summary>Does what another machine's process does every few seconds, every 20 ms until it is disposed.</summary>
internal sealed class Heart : IAsyncDisposable
{
    private readonly PeriodicTimer _timer = new(TimeSpan.FromMilliseconds(20));
    private readonly Task _beating;

    /// <param name="beat">What it does; the argument counts from 1.</param>
    public Heart(Action<int> beat) => _beating = BeatAsync(beat);

    public async ValueTask DisposeAsync()
    {
        _timer.Dispose();
        await _beating;
    }

    private async Task BeatAsync(Action<int> beat)
    {
        for (int number = 1; await _timer.WaitForNextTickAsync(); number++)
        {
            beat(number);
        }
    }
}
