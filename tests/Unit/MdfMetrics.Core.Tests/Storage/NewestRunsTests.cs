using MdfMetrics.ParquetFiles;
using MdfMetrics.ParquetFiles.Columns;
using MdfMetrics.Storage.Reading;
using MdfMetrics.Storage.Schema;
using MdfMetrics.Tests.Maintenance;

namespace MdfMetrics.Tests.Storage;

/// <summary>The newest runs, of files whose names tell the start to a day only, or nothing at all.</summary>
public sealed class NewestRunsTests : IDisposable
{
    private readonly TemporaryStore _store = new();

    public void Dispose() => _store.Dispose();

    [Fact]
    public void ReadRuns_Last_AreTheEndOfAllRuns()
    {
        // Up to 20 hours off the time in the name, to either side; three of them at the same moment; ids that tell
        // nothing; names of the Python original; and a compacted half of several row groups.
        var random = new Random(20);
        Sample[] runs = [.. Enumerable.Range(0, 300).Select(i => Create(i, random.Next(-1200, 1200)))];
        foreach (Sample run in runs[..150])
        {
            _store.Write(run);
        }

        _store.Compact();
        foreach (Sample run in runs[150..])
        {
            _store.Write(run);
        }

        foreach (string name in Directory.GetFiles(_store.At("runs"), "run_*_0000010?.parquet"))
        {
            File.Move(name, _store.At($"runs/run_{Path.GetFileName(name)}"));
        }

        RunMetrics[] all = [.. runs.Select(run => run.Run)
            .OrderBy(run => run.StartUtc)
            .ThenBy(run => run.run_id, StringComparer.Ordinal)];
        Assert.All(new[] { 1, 3, 20, 100, 1_000 }, last =>
        {
            Assert.Equal(
                all.TakeLast(last).Select(run => run.run_id),
                _store.Runs(new RunQuery { Last = last }).Select(run => run.run_id));
            Assert.Equal(
                all.Where(run => run.status == RunStatus.Failed).TakeLast(last).Select(run => run.run_id),
                _store.Runs(new RunQuery { Last = last, Statuses = new HashSet<string> { RunStatus.Failed } })
                    .Select(run => run.run_id));
        });
    }

    [Fact]
    public void ReadRuns_LastOfARunInTwoFiles_CountsItOnce()
    {
        RunMetrics[] runs = [.. Enumerable.Range(0, 4).Select(i => Create(2 * i, 0).Run)];
        Directory.CreateDirectory(_store.At("runs"));
        File.WriteAllBytes(_store.At("runs/some.parquet"), ParquetFile.Serialize(MetricsSchema.Runs, runs));
        File.WriteAllBytes(_store.At("runs/more.parquet"), ParquetFile.Serialize(MetricsSchema.Runs, runs[2..]));

        Assert.Equal(
            runs[1..].Select(run => run.run_id),
            _store.Runs(new RunQuery { Last = 3 }).Select(run => run.run_id));
    }

    [Fact]
    public void ReadRuns_LastOfManyWithinADay_ReadsOfTheOlderOnesOnlyTheKey()
    {
        var torn = new DatasetSchema<RunMetrics>(
            MetricsSchema.Runs.Name,
            MetricsSchema.Runs.FilePrefix,
            MetricsSchema.Runs.KeyColumns,
            MetricsSchema.Runs.Create,
            MetricsSchema.Runs.Columns[0],
            MetricsSchema.Runs.Columns[1],
            new TextColumn<RunMetrics>(nameof(RunMetrics.duration), _ => "long", (_, _) => { }));
        Directory.CreateDirectory(_store.At("runs"));
        for (int i = 0; i < 300; i++)
        {
            RunMetrics run = Create(2 * i, 0).Run;
            File.WriteAllBytes(
                _store.At($"runs/{run.run_id}.parquet"),
                ParquetFile.Serialize(i < 100 ? torn : MetricsSchema.Runs, [run]));
        }

        List<MetricsException> errors = [];
        Assert.Equal(200, _store.Runs(errors: errors).Count);
        Assert.Equal(100, errors.Count);
        Assert.Equal(20, _store.Runs(new RunQuery { Last = 20 }).Count);
    }

    /// <summary>A run every two minutes.</summary>
    private static Sample Create(int i, int minutesOff)
    {
        DateTime named = Sample.Start.AddMinutes(2 * (i / 3 * 3));
        string id = i % 10 == 7 ? $"own-{i}" : $"run_{named:yyyyMMdd_HHmmss}_{i:x8}";
        Sample sample = Sample.Create(id, named.AddMinutes(i % 3 == 0 ? 0 : minutesOff), stages: 0);
        return sample with { Run = sample.Run with { status = i % 4 == 0 ? RunStatus.Failed : RunStatus.Completed } };
    }
}
