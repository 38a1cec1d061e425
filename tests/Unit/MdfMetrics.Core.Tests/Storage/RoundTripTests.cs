namespace MdfMetrics.Tests.Storage;

public sealed class RoundTripTests : IDisposable
{
    private readonly TemporaryStore _store = new();

    public void Dispose() => _store.Dispose();

    [Fact]
    public void WriteAll_Run_EveryPropertyComesBack()
    {
        Sample sample = Sample.Create();
        RunMetrics written = _store.Write(sample);

        RunMetrics read = Assert.Single(_store.Runs());

        Assert.Equal(_store.Path, written.store);
        Assert.Equal(_store.At("runs/run_20260124_123456_1a2b3c4d.parquet"), written.path);
        Assert.Equal(written, read);
        Assert.Equal(sample.Stages, _store.Stages(read));
        Assert.Equal(
            sample.Operators.Select(row => row with { Latencies = null }),
            _store.Operators(read).Select(row => row with { Latencies = null }));
    }

    [Fact]
    public void WriteAll_Latencies_BucketsComeBack()
    {
        Sample sample = Sample.Create(latencies: 5000);
        RunMetrics written = _store.Write(sample);

        List<OperatorMetrics> read = _store.Operators(written);

        Assert.Equal(8, read.Count);
        Assert.All(sample.Operators.Zip(read), pair =>
        {
            Assert.Equal(5000, pair.Second.Latencies!.Count);
            Assert.Equal(pair.First.Latencies!.BucketIndexes.ToArray(), pair.Second.Latencies.BucketIndexes.ToArray());
            Assert.Equal(pair.First.Latencies.BucketCounts.ToArray(), pair.Second.Latencies.BucketCounts.ToArray());
            Assert.Equal(pair.First.max_latency, pair.Second.Latencies.Max);
        });
    }
}
