using MdfMetrics.ParquetFiles;
using MdfMetrics.Storage.Schema;
using MdfMetrics.Tests.Maintenance;

namespace MdfMetrics.Tests.Storage;

/// <summary>Alone, since all that the process allocates counts.</summary>
[CollectionDefinition(nameof(NewestOfPipelinesMemoryTests), DisableParallelization = true)]
[Collection(nameof(NewestOfPipelinesMemoryTests))]
public sealed class NewestOfPipelinesMemoryTests
{
    private const int Pipelines = 10;
    private const int Kept = 11;

    [Fact]
    public void ReadNewestFigures_TenTimesAsManyRuns_DoNotTakeAsManyTimesTheMemory()
    {
        long few = Allocated(2_000);
        long many = Allocated(20_000);

        // Row by row it was nine times as much; two row groups, of which one is read ahead, may be read whole.
        Assert.InRange(many, 1, 4 * few);
    }

    private static long Allocated(int runs)
    {
        using var store = new TemporaryStore();
        Directory.CreateDirectory(store.At("runs"));
        File.WriteAllBytes(
            store.At("runs/some.parquet"),
            ParquetFile.Serialize(MetricsSchema.Runs, [.. Enumerable.Range(0, runs).Select(Run)]));
        store.Compact();
        Read(store);
        long before = GC.GetTotalAllocatedBytes(precise: true);
        Read(store);
        return GC.GetTotalAllocatedBytes(precise: true) - before;
    }

    private static void Read(TemporaryStore store) => Assert.Equal(
        Pipelines * Kept,
        store.Reader.ReadNewestFigures(Kept, error => throw error).Count());

    private static RunMetrics Run(int i) => new()
    {
        run_id = $"run_{Start(i):yyyyMMdd_HHmmss}_{i:x8}",
        start_time = Start(i),
        end_time = Start(i).AddSeconds(50),
        duration = 50,
        pipeline_name = $"pipeline_{i % Pipelines}",
    };

    private static DateTime Start(int i) => new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc).AddMinutes(i);
}
