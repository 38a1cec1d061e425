using MdfMetrics.Maintenance.Compaction;
using MdfMetrics.ParquetFiles;
using MdfMetrics.Records;
using MdfMetrics.Storage.Reading;
using MdfMetrics.Storage.Schema;
using MdfMetrics.Tests.Storage;

namespace MdfMetrics.Tests.Maintenance.Compaction;

/// <summary>4,000 loose runs are compacted while others read and write: every listing has each run once.</summary>
public sealed class ConcurrentCompactionTests : IDisposable
{
    private const int Loose = 4_000;
    private const int Seen = 1_000;

    private readonly TemporaryStore _store = new();

    public void Dispose() => _store.Dispose();

    [Fact]
    public async Task Compact_ReadersAndWritersMeanwhile_NoRunIsMissedOrDoubled()
    {
        string[] ids = WriteLoose();
        using var done = new CancellationTokenSource();
        int written = 0;
        Repeated lists = Loop(() =>
        {
            int before = Volatile.Read(ref written);
            List<RunMetrics> runs = _store.Runs();
            Assert.Equal(runs.Count, runs.Select(run => run.run_id).Distinct().Count());
            Assert.Empty(ids.Except(runs.Select(run => run.run_id)));
            Assert.InRange(runs.Count, Loose + before, Loose + Volatile.Read(ref written) + 1);
        });
        Repeated rows = Loop(() =>
        {
            List<RunMetrics> some = _store.Runs(new RunQuery { Last = Seen });
            Assert.Equal(Seen, some.Count);
            KeyValuePair<string, int>[] counts = [.. _store.Stages([.. some]).CountBy(row => row.run_id)];
            Assert.Equal(Seen, counts.Length);
            Assert.All(
                counts,
                run => Assert.Equal(run.Key.StartsWith("run_w", StringComparison.Ordinal) ? 2 : 1, run.Value));
        });
        Repeated writes = Loop(() =>
        {
            _store.Write(Sample.Create($"run_w{written}", DateTime.UtcNow));
            Interlocked.Increment(ref written);
            done.Token.WaitHandle.WaitOne(50);
        });

        StoreOptimization first = await Task.Run(() => Compact(Sample.Start.AddDays(200)));
        StoreOptimization second = await Task.Run(() => Compact(Sample.Start.AddDays(400)));
        Repeated.WaitForTwoTurns(lists, rows, writes);
        await done.CancelAsync();
        await Repeated.EndOf(lists, rows, writes);


        Assert.All([first, second], turn => Assert.Equal(OptimizationStatus.Optimized, turn.status));
        Assert.DoesNotContain(_store.Files(), file => file.StartsWith("runs/run_2", StringComparison.Ordinal));


        Repeated Loop(Action action) => new(action, done.Token);
    }

    private StoreOptimization Compact(DateTime before) => new Compactor(_store.Path, TimeProvider.System).Compact(
        new CompactionOptions { BeforeUtc = before },
        error => throw error,
        null,
        CancellationToken.None);

    /// <summary>A run an hour, of one stage each.</summary>
    private string[] WriteLoose()
    {
        Directory.CreateDirectory(_store.At("runs"));
        Directory.CreateDirectory(_store.At("stages"));
        var ids = new string[Loose];
        Parallel.For(0, Loose, i =>
        {
            DateTime start = Sample.Start.AddHours(i * 0.95);
            ids[i] = $"run_{start:yyyyMMdd_HHmmss}_{i:x8}";
            Sample sample = Sample.Create(ids[i], start, stages: 1, operators: 0);
            string key = RunId.Key(ids[i]);
            File.WriteAllBytes(
                _store.At($"stages/stages_{key}.parquet"),
                ParquetFile.Serialize(MetricsSchema.Stages, sample.Stages));
            File.WriteAllBytes(
                _store.At($"runs/run_{key}.parquet"),
                ParquetFile.Serialize(MetricsSchema.Runs, [sample.Run]));
        });
        return ids;
    }
}
