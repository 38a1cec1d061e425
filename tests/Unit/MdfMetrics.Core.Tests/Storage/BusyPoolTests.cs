namespace MdfMetrics.Tests.Storage;

/// <summary>
/// Reading does without the thread pool when that is busy: whoever starts a run reads too, so that writers which hold
/// all threads of the pool would wait for each other for ever.
/// </summary>
public sealed class BusyPoolTests : IDisposable
{
    private const int Runs = 50;

    private readonly TemporaryStore _store = new();

    public void Dispose() => _store.Dispose();

    [Fact]
    public void ReadRuns_AllThreadsOfThePoolAreBusy_ReadsOnTheCallersThread()
    {
        for (int i = 0; i < Runs; i++)
        {
            _store.Write(Sample.Create($"run_{i}"));
        }

        using var release = new ManualResetEventSlim();
        using var released = new CountdownEvent(1000);
        for (int i = 0; i < released.InitialCount; i++)
        {
            ThreadPool.QueueUserWorkItem(_ =>
            {
                release.Wait();
                released.Signal();
            });
        }

        int read = 0;
        var reader = new Thread(() => read = _store.Runs().Count);
        reader.Start();
        bool ended = reader.Join(TimeSpan.FromSeconds(60));
        release.Set();
        released.Wait();

        Assert.True(ended);
        Assert.Equal(Runs, read);
    }
}
