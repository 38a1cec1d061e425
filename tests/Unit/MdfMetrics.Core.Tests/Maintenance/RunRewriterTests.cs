using MdfMetrics.Maintenance;
using MdfMetrics.Maintenance.RowChanges;
using MdfMetrics.ParquetFiles.Batches;
using MdfMetrics.Storage.Reading;
using MdfMetrics.Storage.Schema;
using MdfMetrics.Tests.Storage;

namespace MdfMetrics.Tests.Maintenance;

/// <summary>Rows of some runs are dropped or changed; those of others in the same files stay as they are.</summary>
public sealed class RunRewriterTests : IDisposable
{
    private static readonly DateTime s_first = new(2026, 1, 10, 12, 0, 0, DateTimeKind.Utc);

    private readonly TemporaryStore _store = new();

    public void Dispose() => _store.Dispose();

    [Fact]
    public void Drop_RunsInSharedAndOwnFiles_AreGoneAndTheOthersAsBefore()
    {
        Write(0, 5);
        _store.Compact();
        Write(5, 8);
        string[] kept = [.. new[] { "r0", "r2", "r4", "r5", "r7" }.Select(id => _store.Shown(id))];

        Drop("r1", "r3", "r6");

        Assert.Equal(["r0", "r2", "r4", "r5", "r7"], _store.Runs().Select(run => run.run_id));
        Assert.Equal(kept, _store.Runs().Select(run => _store.Shown(run.run_id)));
        Assert.DoesNotContain(_store.Files(), file => file.Contains("r6", StringComparison.Ordinal));
        using var engine = DuckDb.Over(_store.Path);
        Assert.Equal(
            "5 5 5 5",
            engine.Single(
                """
                SELECT (SELECT count(DISTINCT run_id) FROM runs) || ' ' || (SELECT count(DISTINCT run_id) FROM stages)
                    || ' ' || (SELECT count(DISTINCT run_id) FROM operators)
                    || ' ' || (SELECT count(DISTINCT run_id) FROM histograms)
                """));
    }

    [Fact]
    public void Drop_AllRunsOfAFile_IsNoNewFile()
    {
        Write(0, 3);
        _store.Compact();

        Drop("r0", "r1", "r2");

        Assert.Equal(
            ["_maintenance/00000002.json"],
            _store.Files().Where(file => !file.EndsWith("takeover", StringComparison.Ordinal)));
    }

    [Fact]
    public void Drop_RunThatWasDropped_CanBeWrittenAgain()
    {
        Write(0, 2);
        using (StoreMaintenance maintenance = _store.Maintain())
        {
            RunMetrics[] runs = [.. _store.Runs(new RunQuery { ExactIds = ["r0"] })];
            using StoreChange change = maintenance.BeginChange();
            Drop(change, runs);
            change.Remove("r0");
            change.Commit();

            Assert.Equal("r1", Assert.Single(_store.Runs()).run_id);
            Assert.Equal(
                MetricsError.RunExists,
                Assert.Throws<MetricsException>(() => Write(0, 1)).Error);
            maintenance.Finish(default);
        }

        Write(0, 1);
        Assert.Equal(2, _store.Runs().Count);
    }

    [Fact]
    public void Edit_TagsOfARunInASharedFile_ChangesThatRowAlone()
    {
        Write(0, 3);
        _store.Compact();
        string[] others = [_store.Shown("r0"), _store.Shown("r2")];
        using (StoreMaintenance maintenance = _store.Maintain())
        {
            RunMetrics[] runs = [.. _store.Runs(new RunQuery { ExactIds = ["r1"] })];
            using StoreChange change = maintenance.BeginChange();
            RunFile file = Assert.Single(new RunFiles(_store.Path, runs, Fail, default).Find(MetricsSchema.Runs));
            new RunRewriter(change, default).Edit(file, (_, rows, range) =>
                ((TextBatch)rows.Column(nameof(RunMetrics.tags))).Set(range.Start.Value, """{"keep":""}"""));
            change.Commit();
            maintenance.Finish(default);
        }

        Assert.Equal("""{"keep":""}""", _store.Runs(new RunQuery { ExactIds = ["r1"] }).Single().tags!.ToString());
        Assert.Equal(others, new[] { "r0", "r2" }.Select(id => _store.Shown(id)));
        Assert.Equal(OptimizationStatus.Unchanged, _store.Compact().status);
    }

    [Fact]
    public void Find_FilesThatCannotHoldTheRun_AreNotOpened()
    {
        Write(0, 2);
        RunMetrics[] runs = [.. _store.Runs(new RunQuery { ExactIds = ["r0"] })];
        _store.Put("runs/compacted_2025-06_00000001.parquet", "torn");
        _store.Put("runs/run_other.parquet", "torn");

        RunFile file = Assert.Single(new RunFiles(_store.Path, runs, Fail, default).Find(MetricsSchema.Runs));

        Assert.True(file.IsWhole);
        Assert.Equal(["r0"], file.Keys);
    }

    private static void Fail(MetricsException error) => throw error;

    private void Drop(params string[] ids)
    {
        using StoreMaintenance maintenance = _store.Maintain();
        using StoreChange change = maintenance.BeginChange();
        Drop(change, [.. _store.Runs(new RunQuery { ExactIds = ids })]);
        change.Commit();
        maintenance.Finish(default);
    }

    private void Drop(StoreChange change, RunMetrics[] runs)
    {
        var files = new RunFiles(_store.Path, runs, Fail, default);
        var rewriter = new RunRewriter(change, default);
        foreach (RunFile file in MetricsSchema.All.SelectMany(files.Find))
        {
            rewriter.Drop(file);
        }
    }

    private void Write(int from, int to)
    {
        for (int i = from; i < to; i++)
        {
            _store.Write(Sample.Create($"r{i}", s_first.AddHours(i)));
        }
    }
}
