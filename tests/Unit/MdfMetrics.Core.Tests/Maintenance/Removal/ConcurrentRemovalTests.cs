using MdfMetrics.Maintenance.Removal;
using MdfMetrics.Maintenance.Retention;
using MdfMetrics.Records;
using MdfMetrics.Storage.Reading;
using MdfMetrics.Tests.Storage;

namespace MdfMetrics.Tests.Maintenance.Removal;

/// <summary>
/// Runs are removed while others read and write: what stays is there, once and whole, at every moment.
/// </summary>
public sealed class ConcurrentRemovalTests : IDisposable
{
    private const int Compacted = 200;
    private const int Loose = 100;
    private const int Writers = 16;

    private readonly TemporaryStore _store = new();

    public void Dispose() => _store.Dispose();

    [Fact]
    public async Task Remove_ReadersAndWritersMeanwhile_NoOtherRunIsMissedOrDoubled()
    {
        Write(0, Compacted);
        _store.Compact();
        Write(Compacted, Compacted + Loose);
        string[] kept = [.. Enumerable.Range(0, Compacted + Loose).Where(i => i % 3 != 0).Select(Id)];
        using var done = new CancellationTokenSource();
        int[] written = new int[Writers];
        Repeated[] loops =
        [
            Loop(() =>
            {
                List<RunMetrics> runs = _store.Runs();
                Assert.Equal(runs.Count, runs.Select(run => run.run_id).Distinct().Count());
                Assert.Empty(kept.Except(runs.Select(run => run.run_id)));
            }),
            Loop(() =>
            {
                RunMetrics[] runs = [.. _store.Runs().Where(run => kept.Contains(run.run_id))];
                Assert.All(_store.Stages(runs).CountBy(row => row.run_id), run => Assert.Equal(1, run.Value));
                Assert.Equal(kept.Length, _store.Stages(runs).Count);
            }),
            .. Enumerable.Range(0, Writers).Select(writer => Loop(() =>
                _store.WriteSmall($"w{writer}_{written[writer]++}", DateTime.UtcNow))),
        ];

        RunRemoval removal = await Task.Run(
            () => Clear(run => !kept.Contains(run.Run.run_id) && run.Run.run_id[0] == 'r'));
        Repeated.WaitForTwoTurns(loops);
        await done.CancelAsync();
        await Repeated.EndOf(loops);


        Assert.Equal((Compacted + Loose) / 3, removal.Runs);

        _store.HoldsExactly(
            [.. kept, .. written.SelectMany((count, writer) => Enumerable.Range(0, count).Select(i => $"w{writer}_{i}"))]);

        Repeated Loop(Action action) => new(action, done.Token);
    }

    [Fact]
    public async Task Remove_ManyAtOnce_OneWorksAndTheOthersAreBusy()
    {
        Write(0, 20);

        RunRemoval?[] removals = await Task.WhenAll(
            Enumerable.Range(0, 8).Select(_ => Task.Run(() => TryClear(static _ => true))));

        Assert.Contains(removals, removal => removal is null);
        Assert.Equal(20, removals.OfType<RunRemoval>().Max(removal => removal.Runs));
        Assert.DoesNotContain(_store.Files(), file => file.EndsWith(".parquet", StringComparison.Ordinal));
    }

    private RunRemoval Clear(Func<RunCandidate, bool> isWanted) => TryClear(isWanted)!;

    /// <summary>With the clock of the system: readers have the time that they need.</summary>
    private RunRemoval? TryClear(Func<RunCandidate, bool> isWanted)
    {
        List<RunCandidate> all = new RunCandidates(_store.Path, TimeProvider.System, static error => throw error)
            .Read(new RunQuery(), static _ => true, default);
        return new RunRemover(_store.Path, TimeProvider.System, static error => throw error)
            .Remove([.. all.Where(isWanted)], default);
    }

    private static string Id(int i) => $"r{i:d4}";

    private void Write(int from, int to)
    {
        for (int i = from; i < to; i++)
        {
            _store.WriteSmall(Id(i), Sample.Start.AddMinutes(i));
        }
    }
}
