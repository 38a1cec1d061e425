using MdfMetrics.Progress;
using MdfMetrics.Tests.Integrity;
using MdfMetrics.Tests.Maintenance.Removal;
using MdfMetrics.Tests.Storage;
using MdfMetrics.Tests.Summaries;

namespace MdfMetrics.Tests.Progress;

/// <summary>Ctrl+C at each moment at which long work tells how far it is.</summary>
public sealed class StoppedWorkTests : IDisposable
{
    private readonly TemporaryStore _filled = new();

    public StoppedWorkTests() => LongWork.Fill(_filled);

    public void Dispose() => _filled.Dispose();

    [Fact]
    public void Compact_StoppedAtAnyMoment_LeavesEachRunOnce()
    {
        Dictionary<string, long> before = LongWork.Records(_filled);
        int moments = StopAtEach(LongWork.Compact, store =>
        {
            Assert.Equal(before, LongWork.Records(store));
            Assert.Empty(store.Check());
            LongWork.Compact(store, WorkProgress.None, default);
            Assert.Equal(before, LongWork.Records(store));
            store.HoldsExactly("r0", "r1", "r2", "r3");
        });

        Assert.True(moments > 40, $"{moments} moments");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Clear_StoppedAtAnyMoment_LeavesRunsWholeOrGone(bool isShared)
    {
        if (isShared)
        {
            LongWork.Compact(_filled, WorkProgress.None, default);
        }

        Dictionary<string, long> before = LongWork.Records(_filled);
        int moments = StopAtEach(LongWork.Clear, store =>
        {
            Dictionary<string, long> left = LongWork.Records(store);
            Assert.Subset(before.ToHashSet(), left.ToHashSet());
            Assert.Contains(left.Count, new[] { before.Count, before.Count - LongWork.Gone.Length });
            Assert.Empty(store.Check());
            LongWork.Clear(store, WorkProgress.None, default);
            LongWork.Compact(store, WorkProgress.None, default);
            store.HoldsExactly("r2", "r3");
        });

        Assert.True(moments > 15, $"{moments} moments");
    }

    [Fact]
    public void Update_StoppedAtAnyMoment_TheNextOneCountsEachRunOnce()
    {
        int moments = StopAtEach(LongWork.Update, store =>
        {
            Assert.Empty(store.Check());
            store.Summarize();
            Assert.Equal(4, store.RunSummaries().Sum(day => day.run_count));
            Assert.Empty(store.Check());
        });

        Assert.True(moments > 8, $"{moments} moments");
    }

    [Fact]
    public void Restore_StoppedAtAnyMoment_TheNextOneRestoresTheRest()
    {
        Array.ForEach(LongWork.Dead, _filled.WriteDeadJournal);
        int moments = StopAtEach(LongWork.Restore, store =>
        {
            LongWork.Restore(store, WorkProgress.None, default);
            Assert.All(LongWork.Dead, run => Assert.Equal(7, LongWork.Records(store)[run]));
            Assert.Equal(
                ["d0", "d1", "r0", "r1", "r2", "r3"],
                LongWork.Records(store).Keys.Order(StringComparer.Ordinal));
            Assert.Empty(store.Check());
        });

        Assert.True(moments > 5, $"{moments} moments");
    }

    /// <summary>Does the work as often as it tells how far it is, each time in a new copy of the store.</summary>
    /// <returns>How many moments that were.</returns>
    private int StopAtEach(
        Action<TemporaryStore, WorkProgress, CancellationToken> work,
        Action<TemporaryStore> check)
    {
        for (int moment = 1; ; moment++)
        {
            using var store = new TemporaryStore();
            _filled.CopyTo(store.Path);
            using var stop = new CancellationTokenSource();
            var watched = new Watched(told =>
            {
                if (told == moment)
                {
                    stop.Cancel();
                }
            });
            try
            {
                work(store, watched.Progress, stop.Token);
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                // As asked.
            }

            if (watched.Told.Count < moment)
            {
                return moment - 1;
            }

            check(store);
        }
    }
}
