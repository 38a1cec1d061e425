using MdfMetrics.Maintenance;
using MdfMetrics.Storage.Reading;
using MdfMetrics.Tests.Storage;

namespace MdfMetrics.Tests.Maintenance;

/// <summary>A reader that is at work while files are replaced goes on with what it has not given yet.</summary>
public sealed class ReadingMeanwhileTests : IDisposable
{
    private const int Runs = 300;

    private static readonly DateTime s_first = new(2026, 1, 20, 0, 0, 0, DateTimeKind.Utc);

    private readonly TemporaryStore _store = new();

    public ReadingMeanwhileTests()
    {
        for (int i = 0; i < Runs; i++)
        {
            _store.Write(Sample.Create(Id(i), s_first.AddHours(i), stages: 1, operators: 1, workers: 1, latencies: 0));
        }
    }

    public void Dispose() => _store.Dispose();

    [Theory]
    [InlineData(1)]
    [InlineData(20)]
    [InlineData(150)]
    public void ReadRuns_CompactedInTheMidst_GivesEachOnceInOrder(int before)
    {
        var ids = new List<string>();
        foreach (RunMetrics run in _store.Reader.ReadRuns(new RunQuery(), static error => throw error))
        {
            ids.Add(run.run_id);
            if (ids.Count == before)
            {
                _store.Compact();
            }
        }

        Assert.Equal(Enumerable.Range(0, Runs).Select(Id), ids);
    }

    [Fact]
    public void ReadRuns_NewestWhileCompacted_GivesThem()
    {
        IEnumerable<RunMetrics> newest =
            _store.Reader.ReadRuns(new RunQuery { Last = 40 }, static error => throw error);
        _store.Compact();

        Assert.Equal(Enumerable.Range(Runs - 40, 40).Select(Id), newest.Select(run => run.run_id));
    }

    [Fact]
    public void ReadOperators_CompactedInTheMidst_GivesEachOnce()
    {
        var ids = new List<string>();
        foreach (OperatorMetrics row in _store.Reader.ReadOperators(
            _store.Runs(), null, null, static error => throw error))
        {
            ids.Add(row.run_id);
            if (ids.Count == 20)
            {
                _store.Compact();
            }
        }

        Assert.Equal(Enumerable.Range(0, Runs).Select(Id), ids);
    }

    [Fact]
    public void ReadRuns_FileRemovedByHand_GoesOn()
    {
        int count = 0;
        foreach (RunMetrics run in _store.Reader.ReadRuns(new RunQuery(), static error => throw error))
        {
            if (++count == 1)
            {
                File.Delete(_store.At($"runs/{Id(Runs - 1)}.parquet"));
            }
        }

        Assert.Equal(Runs - 1, count);
    }

    [Fact]
    public void ReadRuns_LinkThatLeadsNowhere_IsPassedOver()
    {
        File.CreateSymbolicLink(_store.At("runs/run_20260101_000000_00000000.parquet"), _store.At("nowhere"));

        Assert.Equal(Runs, _store.Runs().Count);
    }

    [Fact]
    public void ReadRuns_CommittedAndNotYetDeleted_GivesEachOnceFromTheNewFile()
    {
        using StoreMaintenance maintenance = _store.Maintain();
        using StoreChange change = maintenance.BeginChange();
        change.Replace(_store.At($"runs/{Id(0)}.parquet"));
        change.Commit();

        Assert.Equal(Enumerable.Range(1, Runs - 1).Select(Id), _store.Runs().Select(run => run.run_id));
    }

    private static string Id(int i) => $"run_{s_first.AddHours(i):yyyyMMdd_HHmmss}_{i:x8}";
}
